using DeliveryOtp.Api.Tests.Fixture;

namespace DeliveryOtp.Browser.Tests;

/// <summary>
/// How much of what takes long is looked at: the whole of it with <c>DELIVERYOTP_FULL=1</c>, otherwise what differs most, for
/// every run.
/// </summary>
public static class Sizes
{
    public static bool IsFull => FullSize.IsAsked;

    /// <summary>Widths in CSS pixels and whether the colours are dark.</summary>
    public static TheoryData<int, bool> Screens => IsFull
        ? new() { { 320, false }, { 390, false }, { 390, true }, { 1280, false }, { 1280, true } }
        : new() { { 390, true } };

    /// <summary>Of a screen that is laid out in another way on a desk.</summary>
    public static TheoryData<int, bool> BothScreens => IsFull ? Screens : new() { { 1280, false }, { 390, true } };

    /// <summary>Widths in CSS pixels.</summary>
    public static TheoryData<int> Widths => IsFull ? [320, 390, 1280] : [390];
}
