using System.Diagnostics;
using DeliveryOtp.Api.Tests.Fixture;
using Xunit.Abstractions;

namespace DeliveryOtp.Api.Tests.Safety;

/// <summary>
/// R16: how long an answer takes tells nothing about the code. Two kinds of requests take turns, and the pairs are compared
/// by Wilcoxon's signed-rank test; that the test could see a difference is shown with one that is put in.
/// </summary>
[Collection(nameof(Races))]
public sealed class TimingTests(Replicas replicas, ITestOutputHelper output)
{
    /// <summary>Fails without a reason once in 15,000 runs.</summary>
    private const double Limit = 4;

    [Fact]
    public async Task R16_a_refusal_takes_as_long_for_the_right_digits_as_for_wrong_ones()
    {
        var (issued, couriers) = (await Replicas.IssueAsync(replicas.Tenant), await SomeCouriersAsync());
        await AssertAlikeAsync(
            pairs: 400,
            n => RefusedAsync(couriers[n % 10][0], issued.Id, issued.Code!),
            n => RefusedAsync(couriers[n % 10][0], issued.Id, issued.WrongCode(1 + n)));
    }

    [Theory]
    [InlineData("code_not_shown")]
    [InlineData("locked")]
    public async Task R16_a_code_that_is_not_shown_or_locked_takes_as_long_for_the_right_digits_as_for_wrong_ones(string outcome)
    {
        var couriers = await SomeCouriersAsync();
        var issued = await replicas.Tenant.IssueAsync(new { policy = new { recipient_presence = outcome == "locked" ? "optional" : "required" } });
        if (outcome == "locked")
        {
            for (var n = 1; n <= 3; n++)
                await GuessAsync(couriers[0][0], issued, issued.WrongCode(n));
        }
        else
        {
            await couriers[0][0].ArriveAsync(issued.Id);
        }

        await AssertAlikeAsync(
            pairs: 300,
            n => RefusedAsync(couriers[n % 10][0], issued.Id, issued.Code!, outcome, latitude: 48.85663),
            n => RefusedAsync(couriers[n % 10][0], issued.Id, issued.WrongCode(4 + n), outcome, latitude: 48.85663));
    }

    [Fact]
    public async Task R16_a_wrong_guess_takes_as_long_with_five_right_digits_as_with_none()
    {
        const int Pairs = 250;
        var couriers = await SomeCouriersAsync();
        var deliveries = await replicas.IssueAsync(Pairs);
        await AssertAlikeAsync(
            Pairs,
            n => GuessAsync(couriers[n % 10][0], deliveries[n], Near(deliveries[n].Code!)),
            n => GuessAsync(couriers[n % 10][0], deliveries[n], Far(deliveries[n].Code!)));
    }

    /// <summary>Ten: one alone would be cut off (R13).</summary>
    private Task<Couriers[]> SomeCouriersAsync() => Task.WhenAll(Enumerable.Range(0, 10).Select(_ => replicas.CouriersAsync(1)));

    private async Task AssertAlikeAsync(int pairs, Func<int, Task> one, Func<int, Task> other)
    {
        var differencesMs = new double[pairs];
        var totalMs = 0.0;
        for (var n = 0; n < pairs; n++)
        {
            // In turn, so that whatever slows the machine slows both.
            var (first, second) = n % 2 == 0 ? (one, other) : (other, one);
            var (firstMs, secondMs) = (await TimeAsync(first, n), await TimeAsync(second, n));
            differencesMs[n] = n % 2 == 0 ? firstMs - secondMs : secondMs - firstMs;
            totalMs += firstMs + secondMs;
        }

        var meanMs = totalMs / pairs / 2;
        var z = SignedRank(differencesMs);
        var smallest = Enumerable.Range(1, 100).First(percent =>
            SignedRank([.. differencesMs.Select(difference => difference + (meanMs * percent / 100))]) > Limit);
        output.WriteLine($"{pairs} pairs, mean {meanMs:F2} ms, z = {z:F2}; a difference of {smallest} % would have been seen");
        Assert.InRange(z, -Limit, Limit);
        Assert.InRange(smallest, 1, 25);
    }

    private static async Task<double> TimeAsync(Func<int, Task> send, int n)
    {
        var started = Stopwatch.GetTimestamp();
        await send(n);
        return Stopwatch.GetElapsedTime(started).TotalMilliseconds;
    }

    /// <summary>The standardised statistic of F. Wilcoxon (1945): normal for as many pairs.</summary>
    private static double SignedRank(double[] differences)
    {
        var ranked = differences.Where(difference => difference != 0).OrderBy(Math.Abs).ToArray();
        var n = (double)ranked.Length;
        var sum = ranked.Select((difference, rank) => Math.Sign(difference) * (rank + 1.0)).Sum();
        return sum / Math.Sqrt(n * (n + 1) * ((2 * n) + 1) / 6);
    }

    private static async Task RefusedAsync(HttpClient courier, Guid delivery, string code, string outcome = "outside_geofence", double latitude = 48.9)
    {
        var answer = await courier.AttemptAsync(delivery, code, change: body => body["location"]!["latitude"] = latitude);
        Assert.Equal(outcome, (await answer.JsonAsync()).Text("outcome"));
    }

    private static async Task GuessAsync(HttpClient courier, Issued issued, string code) =>
        Assert.Equal("wrong_code", (await (await courier.AttemptAsync(issued.Id, code)).JsonAsync()).Text("outcome"));

    private static string Near(string code) => code[..5] + Other(code[5]);

    private static string Far(string code) => string.Concat(code.Select(Other));

    private static char Other(char digit) => digit == '9' ? '0' : (char)(digit + 1);
}
