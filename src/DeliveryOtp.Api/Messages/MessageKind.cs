namespace DeliveryOtp.Api.Messages;

/// <summary>What a mail tells.</summary>
internal enum MessageKind
{
    /// <summary>A courier says that they are at the door.</summary>
    Arrival,

    /// <summary>An attempt with a wrong code, and tries are left.</summary>
    WrongCode,

    /// <summary>An attempt that was refused before digits were compared.</summary>
    Refused,

    Accepted,

    /// <summary>An attempt with a wrong code, and it was the last try.</summary>
    Locked,

    Held,

    Contested,
}
