using DeliveryOtp.Api.Tests.Fixture;

namespace DeliveryOtp.Api.Tests.Safety;

/// <summary>R17: ten wrong comparisons in an hour, over whatever deliveries and replicas.</summary>
[Collection(nameof(Races))]
public sealed class SuspensionTests(Replicas replicas)
{
    private const int Limit = 10;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task R17_of_64_guesses_at_once_by_one_courier_ten_are_compared(int processes)
    {
        for (var round = 0; round < 2; round++)
        {
            var courier = await replicas.CouriersAsync(processes);
            var deliveries = await IssueAsync();
            var answers = await Replicas.AtOnceAsync(async n => await Answer.PersistAsync(() => courier[n].AttemptAsync(
                deliveries[n].Id,
                deliveries[n].WrongCode(),
                key: "guess",
                change: body => body["device"]!["id"] = $"{round}-{n}-{processes}")));
            Assert.Equal((Limit, Replicas.AtOnce - Limit), Tally(answers));

            // Also for the right code, and through the other replica.
            var right = await Answer.PersistAsync(() => courier[round].AttemptAsync(deliveries[0].Id, deliveries[0].Code!, key: "right"));
            Assert.Equal("courier_suspended", right.Outcome);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task R17_of_64_guesses_at_once_on_one_device_all_are_compared_and_exactly_those_from_the_tenth_on_are_marked(int processes)
    {
        for (var round = 0; round < 2; round++)
        {
            var couriers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => replicas.CouriersAsync(processes)));
            var device = Guid.NewGuid().ToString();
            var deliveries = await IssueAsync();
            var answers = await Replicas.AtOnceAsync(async n => await Answer.PersistAsync(() => couriers[n % 8][n].AttemptAsync(
                deliveries[n].Id,
                deliveries[n].WrongCode(),
                key: "guess",
                change: body => body["device"]!["id"] = device)));
            Assert.Equal((Replicas.AtOnce, 0), Tally(answers));
            var marked = await (await replicas.Tenant.Retailer.GetAsync($"/v1/attempts?device_id={device}&signal=guessing_device&limit=200")).JsonAsync();
            Assert.Equal(Replicas.AtOnce - Limit + 1, marked["data"]!.AsArray().Count);
        }
    }

    [Fact]
    public async Task R17_the_retailer_learns_who_is_suspended_and_until_when()
    {
        var tenant = replicas.Tenant;
        var id = Guid.NewGuid().ToString();
        using var courier = await tenant.CourierAsync(id);
        for (var n = 0; n < Limit; n++)
        {
            var issued = await tenant.IssueAsync();
            await courier.AttemptAsync(issued.Id, issued.WrongCode(), change: body => body["device"]!["id"] = id);
        }

        await Eventually.AsyncTrue(async () => await replicas.Database.ScalarAsync<long>(
            $"select coalesce(sum(attempts), 0) from deliveryotp.hand_overs where subject = 'device' and subject_id = '{id}'") == Limit);
        foreach (var resource in new[] { "couriers", "devices" })
        {
            var subject = await (await tenant.Retailer.GetAsync($"/v1/{resource}/{id}")).JsonAsync();
            if (resource == "devices")
                Assert.Null(subject["suspended_until"]); // anybody can name one
            else
                Assert.InRange(subject["suspended_until"]!.GetValue<DateTimeOffset>() - TimeProvider.System.GetUtcNow(), TimeSpan.FromMinutes(58), TimeSpan.FromMinutes(60));
            Assert.Equal(Limit, (int)subject["wrong"]!["count"]!);
        }
    }

    private async Task<Issued[]> IssueAsync() =>
        await Task.WhenAll(Enumerable.Range(0, Replicas.AtOnce).Select(_ => replicas.Tenant.IssueAsync()));

    private static (int Wrong, int Suspended) Tally(Answer[] answers) => (
        answers.Count(answer => answer.Outcome == "wrong_code"),
        answers.Count(answer => answer.Outcome == "courier_suspended"));
}
