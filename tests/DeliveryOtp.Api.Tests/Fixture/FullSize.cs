namespace DeliveryOtp.Api.Tests.Fixture;

/// <summary>
/// How much is done of what takes long: all of it with <c>DELIVERYOTP_FULL=1</c>, otherwise what a fault would show in, for every run.
/// </summary>
public static class FullSize
{
    public static bool IsAsked => Environment.GetEnvironmentVariable("DELIVERYOTP_FULL") is "1";

    public static int Or(int usual, int full) => IsAsked ? full : usual;
}
