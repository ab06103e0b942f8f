using System.Diagnostics;

namespace DeliveryOtp.Api.Tests.Fixture;

/// <summary>For what happens soon, but not at once.</summary>
internal static class Eventually
{
    /// <summary>Waits until it is so; fails after the time. Returns how long it took.</summary>
    public static async Task<TimeSpan> AsyncTrue(Func<Task<bool>> isSo, double seconds = 10, int everyMs = 50)
    {
        var started = Stopwatch.GetTimestamp();
        while (!await isSo())
        {
            Assert.True(Stopwatch.GetElapsedTime(started).TotalSeconds < seconds, $"It was not so after {seconds} s.");
            await Task.Delay(everyMs);
        }

        return Stopwatch.GetElapsedTime(started);
    }
}
