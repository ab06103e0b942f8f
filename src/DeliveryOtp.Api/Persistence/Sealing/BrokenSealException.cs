namespace DeliveryOtp.Api.Persistence.Sealing;

/// <summary>A row that decides is not as the service wrote it: nothing is decided by it, and nothing changed.</summary>
public sealed class BrokenSealException(string row) : Exception($"The seal of {row} does not hold.")
{
    /// <summary>For whoever asked.</summary>
    public const string Advice =
        "What is stored here was changed by somebody else than this service. Nothing is decided and nothing recorded until the operator "
        + "has looked into it; the alarm has been raised. To send the request again helps only afterwards.";
}
