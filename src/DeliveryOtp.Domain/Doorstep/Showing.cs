namespace DeliveryOtp.Domain.Doorstep;

/// <summary>R9: the time for which a tap of the recipient puts the code on their page.</summary>
/// <param name="Number">1, 2, … within the delivery.</param>
/// <param name="Until">It is over from this moment on, whether anybody looks or not; never later than its session.</param>
public sealed record Showing(int Number, DateTimeOffset Until)
{
    /// <summary>Starts in a session, and as many extensions.</summary>
    public const int LimitOfSession = 20;
}

/// <summary>Why a showing ended by itself; what ends it otherwise has an entry of its own.</summary>
public enum HiddenBy
{
    /// <summary>The recipient hid the code.</summary>
    Recipient,

    /// <summary>Its time was up.</summary>
    Lapsed,
}
