namespace DeliveryOtp.Cli.Simulation.Reporting;

/// <summary>How a fraud ended. The worst parcel of a case counts.</summary>
internal enum Ending
{
    /// <summary>Nothing was accepted that was not handed over.</summary>
    Prevented,

    /// <summary>Accepted, and the signals mark it for review.</summary>
    AcceptedForReview,

    /// <summary>Accepted, nothing marked it, and the recipient contested it.</summary>
    AcceptedAndContested,

    /// <summary>Accepted, and nobody knows.</summary>
    AcceptedUnnoticed,
}
