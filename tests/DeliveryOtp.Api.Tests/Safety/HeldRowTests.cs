using DeliveryOtp.Api.Tests.Fixture;
using Npgsql;

namespace DeliveryOtp.Api.Tests.Safety;

/// <summary>Somebody's session holds the delivery's row and does not let go.</summary>
public sealed class HeldRowTests(Service service) : IClassFixture<Service>
{
    [Fact]
    public async Task R13_attempt_on_a_held_row_is_in_flight_and_leaves_nothing_until_the_row_is_free()
    {
        var tenant = await service.NewTenantAsync();
        var courier = await tenant.CourierAsync();
        var delivery = await tenant.IssueAsync();
        var attempt = StoredAttempt.Of(delivery.Id, delivery.WrongCode());
        var records = new Records(service.Database);

        await using (await HoldAsync(delivery.Id))
        {
            var inFlight = await attempt.SendAsync(courier);
            Assert.Equal("409 in_flight", inFlight.Outcome);
            Assert.Equal("1", inFlight.RetryAfter);
            Assert.InRange(inFlight.Took, TimeSpan.Zero, TimeSpan.FromSeconds(3));
            Assert.Equal("issued", await records.KindsAsync(delivery.Id));
        }

        var recorded = await attempt.SendAsync(courier);
        Assert.Equal(201, recorded.Status);
        Assert.Equal(2, recorded.Json["tries_left"]!.GetValue<int>());
        Assert.Equal("wrong_code 1", await records.OutcomesAsync(delivery.Id));
        await records.AssertConsistentAsync();
    }

    [Fact]
    public async Task R13_other_deliveries_are_judged_while_more_requests_wait_for_a_held_row_than_there_are_connections()
    {
        var tenant = await service.NewTenantAsync();
        var courier = await tenant.CourierAsync();
        var held = await tenant.IssueAsync();
        var other = await tenant.IssueAsync();

        await using (await HoldAsync(held.Id))
        {
            var waiting = Replicas.AtOnceAsync(
                _ => StoredAttempt.Of(held.Id, held.WrongCode()).SendAsync(courier),
                count: 100);
            await Task.Delay(TimeSpan.FromMilliseconds(200));
            var judged = StoredAttempt.Of(other.Id, other.Code!);
            Answer answer;
            do
                answer = await judged.SendAsync(courier);
            while (!answer.IsRecorded);

            Assert.Equal("accepted", answer.Outcome);
            Assert.All(await waiting, refused =>
            {
                Assert.True(refused.Outcome is "409 in_flight" or "503 unavailable", refused.Outcome);
                Assert.NotNull(refused.RetryAfter);
                Assert.InRange(refused.Took, TimeSpan.Zero, Answer.Longest);
            });
        }

        var records = new Records(service.Database);
        Assert.Equal("issued", await records.KindsAsync(held.Id));
        await records.AssertConsistentAsync();
    }

    /// <summary>As somebody with psql would; released when it is disposed.</summary>
    private async Task<NpgsqlConnection> HoldAsync(Guid deliveryId)
    {
        var session = new NpgsqlConnection(service.Database.Superuser + ";Pooling=false");
        await session.OpenAsync();
        await using var hold = new NpgsqlCommand(
            $"begin; select from deliveryotp.delivery_states where delivery_id = '{deliveryId}' for update",
            session);
        await hold.ExecuteNonQueryAsync();
        return session;
    }
}
