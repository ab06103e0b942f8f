using DeliveryOtp.Api.Doorstep;
using DeliveryOtp.Api.Tests.Fixture;
using DeliveryOtp.Domain;
using DeliveryOtp.Domain.Deliveries;
using DeliveryOtp.Domain.Doorstep;
using DeliveryOtp.Domain.Journal;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace DeliveryOtp.Api.Tests.Doorstep;

/// <summary>Attempts that share a commit see each other's effects, as if they had come one after another.</summary>
public sealed class AttemptSetTests(Service service) : IClassFixture<Service>
{
    [Fact]
    public async Task R14_in_one_set_three_wrong_codes_lock_and_a_repeated_key_is_a_replay()
    {
        var tenant = await service.NewTenantAsync();
        var (first, second) = (await tenant.IssueAsync(), await tenant.IssueAsync());
        var attempts = service.Services.GetRequiredService<DoorstepService>();
        var results = await attempts.CommitAsync(
            service.Services.GetRequiredService<NpgsqlDataSource>(),
            [
                Command(tenant, first.Id, first.WrongCode(1), "k1"),
                Command(tenant, second.Id, second.Code!, "k1"),
                Command(tenant, first.Id, first.WrongCode(1), "k1"),
                Command(tenant, first.Id, first.WrongCode(2), "k1"),
                Command(tenant, first.Id, first.WrongCode(2), "k2"),
                Command(tenant, first.Id, first.WrongCode(3), "k3"),
                Command(tenant, first.Id, first.Code!, "k4"),
                Command(tenant, second.Id, second.Code!, "k2"),
                Command(tenant, Guid.Empty, "000000", "k5"),
            ],
            waits: true,
            CancellationToken.None);

        Assert.Equal(
            ["wrong_code", "accepted", "wrong_code again", "reused", "wrong_code", "wrong_code", "locked", "already_delivered", "not found"],
            results.Select(Describe));
        Assert.Equal(
            (DeliveryStatus.Locked, 0),
            results[5] is VisitResult.Recorded { Response: AttemptResponse third } ? (third.DeliveryStatus, third.TriesLeft) : default);
        Assert.Equal(
            "1,2,3,4,5",
            await service.Database.ScalarAsync<string>(
                $"select string_agg(sequence::text, ',' order by sequence) from deliveryotp.journal where delivery_id = '{first.Id}'"));
    }

    private static string Describe(VisitResult? result) => result switch
    {
        VisitResult.Recorded recorded =>
            EnumName<AttemptOutcome>.Of(((AttemptResponse)recorded.Response).Outcome) + (recorded.Replayed ? " again" : string.Empty),
        VisitResult.KeyReused => "reused",
        _ => "not found",
    };

    private AttemptCommand Command(Tenant tenant, Guid delivery, string typed, string key) => new(
        new Actor(ActorRole.Courier, "token"),
        new RetailerId(tenant.Id),
        new DeliveryId(delivery),
        new Attempt
        {
            Courier = new CourierId("crr-071"),
            TokenId = "token",
            Presented = new PresentedCode(typed),
            Device = new Device { Id = new DeviceId("phone") },
            CapturedAt = service.Clock.GetUtcNow(),
        },
        new IdempotentRequest(new RequestKey("courier:crr-071", key), System.Text.Encoding.ASCII.GetBytes(typed)));
}
