using System.Text;
using System.Text.Json;
using DeliveryOtp.Api.Doorstep;
using DeliveryOtp.Api.Persistence.Sealing;
using DeliveryOtp.Api.Persistence.Transactions;
using DeliveryOtp.Api.Tests.Fixture;
using DeliveryOtp.Api.Tests.Safety;
using DeliveryOtp.Domain;
using DeliveryOtp.Domain.Codes;
using DeliveryOtp.Domain.Deliveries;
using DeliveryOtp.Domain.Doorstep;
using DeliveryOtp.Domain.Journal;
using DeliveryOtp.Domain.Places;
using DeliveryOtp.Domain.Signals;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Xunit.Abstractions;
using Issued = DeliveryOtp.Api.Tests.Fixture.Issued;

namespace DeliveryOtp.Api.Tests.Doorstep;

/// <summary>Whatever the lanes put together, in whatever order: it is as if the domain had judged one attempt after another.</summary>
[Collection(nameof(Races))]
public sealed class AttemptLaneTests(Service service, ITestOutputHelper output) : IClassFixture<Service>
{
    private static readonly Position Door = new(Tenant.Latitude, Tenant.Longitude);
    private static readonly Position Elsewhere = new(Tenant.Latitude + 1, Tenant.Longitude);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task R14_any_interleaving_ends_where_the_domain_ends_in_the_order_of_the_journal(int seed)
    {
        // So that what is decided later is recorded later: two couriers' tries are told apart by their times alone.
        service.Clock.AutoAdvanceAmount = TimeSpan.FromMilliseconds(1);
        var random = new Random(seed);
        var tenant = await service.NewTenantAsync();
        var issued = await Replicas.IssueAsync(tenant, count: 200);
        var before = await StatesAsync(tenant, issued);
        var commands = Enumerable.Range(0, 2000).Select(n => RandomCommand(random, tenant, issued, n)).ToList();
        commands.AddRange(commands.Where(_ => random.Next(10) == 0).ToArray());

        var attempts = service.Services.GetRequiredService<DoorstepService>();
        var results = await Task.WhenAll(commands
            .OrderBy(_ => random.Next())
            .Select(command => Task.Run(() => attempts.VisitAsync(command, CancellationToken.None))));

        Assert.Equal(2000, results.Count(result => result is VisitResult.Recorded { Replayed: false }));
        var answered = results.OfType<VisitResult.Recorded>().ToLookup(result => result.Response.Id, result => (AttemptResponse)result.Response);
        Assert.All(answered, repeats => Assert.Single(repeats.Distinct()));

        var byKey = commands.DistinctBy(command => command.Idempotency.Key)
            .ToDictionary(command => command.Idempotency.Key.Value, StringComparer.Ordinal);
        // Signals of history may still be coming in: what counts is what the states know of.
        var after = await StatesAsync(tenant, issued);
        var standings = new Standings();
        foreach (var entry in (await JournalAsync(tenant)).Where(entry => entry.Sequence <= after[entry.DeliveryId].Sequence))
        {
            var (state, now) = (before[entry.DeliveryId], entry.RecordedAt);
            if (entry.Signal is { } signal)
            {
                var stranger = entry.Stranger is { } courier ? new CourierId(courier) : null;
                before[entry.DeliveryId] = state.Raise(JsonSerializer.Deserialize<Signal>(signal, JsonSerializerOptions.Web)!, entry.Id, stranger)!.After;
                continue;
            }

            var attempt = byKey[entry.Key].Attempt;
            var step = state.Confirm(attempt, standings.Of(attempt), Keys, now).Step!;
            Assert.Equal(step.After.Sequence, entry.Sequence);
            var verdict = ((Attempted)step.Event).Verdict;
            standings.Count(attempt, verdict, now);
            var response = answered[entry.Id].First();
            Assert.Equal(
                (verdict.Outcome, verdict.TriesLeft, verdict.DeliveryStatus),
                (response.Outcome, response.TriesLeft, response.DeliveryStatus));
            Assert.Equal(EnumName<AttemptOutcome>.Of(verdict.Outcome), entry.Outcome);
            before[entry.DeliveryId] = step.After;
        }

        foreach (var (id, state) in after)
            Assert.Equal(Describe(before[id]), Describe(state));
        output.WriteLine(string.Join(", ", results.OfType<VisitResult.Recorded>()
            .CountBy(result => OutcomeOf(result)).Select(pair => $"{EnumName<AttemptOutcome>.Of(pair.Key)} {pair.Value}")));
    }

    [Fact]
    public async Task R14_in_sets_of_256_with_64_attempts_on_one_delivery_each_delivery_gets_its_three_tries()
    {
        const int Rounds = 20;
        var tenant = await service.NewTenantAsync();
        var attempts = service.Services.GetRequiredService<DoorstepService>();
        for (var round = 0; round < Rounds; round++)
        {
            var hot = await Replicas.IssueAsync(tenant);
            var others = await Replicas.IssueAsync(tenant, count: 64);
            var commands = others
                .SelectMany((other, n) => (AttemptCommand[])
                [
                    Command(tenant, hot.Id, hot.WrongCode(n + 1), $"{n}", courier: $"{round}/{n}"),
                    Command(tenant, other.Id, other.WrongCode(1), "wrong 1", courier: $"{round}/{n}"),
                    Command(tenant, other.Id, other.WrongCode(2), "wrong 2", courier: $"{round}/{n}"),
                    Command(tenant, other.Id, other.Code!, "right", courier: $"{round}/{n}"),
                ])
                .ToArray();
            Assert.Equal(256, commands.Length);

            var results = await Task.WhenAll(commands.Select(command => attempts.VisitAsync(command, CancellationToken.None)));
            var tally = results.OfType<VisitResult.Recorded>()
                .GroupBy(result => ((AttemptResponse)result.Response).DeliveryId == hot.Id)
                .ToDictionary(
                    group => group.Key,
                    group => string.Join(", ", group.CountBy(result => EnumName<AttemptOutcome>.Of(OutcomeOf(result)))
                        .OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key} {pair.Value}")));
            Assert.Equal("locked 61, wrong_code 3", tally[true]);

            // What is sent at once has no order: a wrong one may come after the right one, when a reader held the row meanwhile.
            Assert.Matches("^accepted 64, (already_delivered [0-9]+, )?wrong_code [0-9]+$", tally[false]);
        }

        await new Records(service.Database).AssertConsistentAsync();
    }

    [Fact]
    public async Task A_request_that_the_database_refuses_fails_alone()
    {
        var tenant = await service.NewTenantAsync();
        await service.Database.ScalarAsync<object>(
            """
            create function deliveryotp.refuse() returns trigger language plpgsql as
                'begin raise exception ''poisoned'' using errcode = ''22023''; end';
            create trigger refuse before insert on deliveryotp.journal for each row
                when (new.device_id = 'poison') execute function deliveryotp.refuse();
            """);
        var attempts = service.Services.GetRequiredService<DoorstepService>();
        var deliveries = await Replicas.IssueAsync(tenant, count: 200);
        var results = await Task.WhenAll(deliveries.Select(async (delivery, n) =>
        {
            var command = Command(tenant, delivery.Id, delivery.Code!, "k", device: n % 50 == 49 ? "poison" : null);
            try
            {
                return await attempts.VisitAsync(command, CancellationToken.None) is VisitResult.Recorded recorded
                    ? EnumName<AttemptOutcome>.Of(OutcomeOf(recorded))
                    : "?";
            }
            catch (PostgresException exception)
            {
                return exception.SqlState;
            }
        }));

        Assert.Equal(["22023 4", "accepted 196"], results.CountBy(result => result).Select(pair => $"{pair.Key} {pair.Value}").Order(StringComparer.Ordinal));
        await new Records(service.Database).AssertConsistentAsync();
        await service.Database.ScalarAsync<object>("drop trigger refuse on deliveryotp.journal");
    }

    private static AttemptOutcome OutcomeOf(VisitResult.Recorded recorded) => ((AttemptResponse)recorded.Response).Outcome;

    private CodeKeyRing Keys => service.Services.GetRequiredService<CodeKeyRing>();

    private AttemptCommand RandomCommand(Random random, Tenant tenant, Issued[] issued, int n)
    {
        // Few of them get most of the attempts.
        var delivery = issued[random.Next(1 + random.Next(issued.Length))];
        var typed = random.Next(12) switch
        {
            0 => delivery.Code!,
            1 => "12 456",
            _ => delivery.WrongCode(1 + random.Next(1000)),
        };
        Position? place = random.Next(4) switch { 0 => null, 1 => Elsewhere, _ => Door };
        var courier = $"crr-{random.Next(150)}";
        return Command(tenant, delivery.Id, typed, $"key-{n}", place, random.Next(5) == 0 ? "rooted" : null, courier);
    }

    private AttemptCommand Command(
        Tenant tenant,
        Guid delivery,
        string typed,
        string key,
        Position? place = null,
        string? device = null,
        string courier = "crr-071") => new(
        new Actor(ActorRole.Courier, "token"),
        new RetailerId(tenant.Id),
        new DeliveryId(delivery),
        new Attempt
        {
            Courier = new CourierId(courier),
            TokenId = "token",
            Presented = new PresentedCode(typed),
            Fix = place is { } at ? new Fix(at, new Metres(5), service.Clock.GetUtcNow(), "gps", IsMock: false, null, null) : null,
            Device = new Device { Id = new DeviceId(device ?? $"phone of {courier}"), IsRooted = device == "rooted" },
            CapturedAt = service.Clock.GetUtcNow(),
        },
        new IdempotentRequest(new RequestKey($"courier:{courier}", key), Encoding.ASCII.GetBytes(typed)));

    private async Task<Dictionary<Guid, Delivery>> StatesAsync(Tenant tenant, Issued[] issued)
    {
        await using var transaction = await DeliveryTransaction.BeginAsync(
            service.Services.GetRequiredService<NpgsqlDataSource>(),
            service.Services.GetRequiredService<RowSeals>(),
            service.Services.GetRequiredService<JournalMetrics>(),
            CancellationToken.None);
        DeliveryKey[] keys = [.. issued.Select(delivery => new DeliveryKey(new RetailerId(tenant.Id), new DeliveryId(delivery.Id)))];
        var locked = await transaction.LockAsync(keys, CancellationToken.None);
        return keys.ToDictionary(key => key.DeliveryId.Value, key => locked.TryGet(key, out var state) ? state : throw new KeyNotFoundException());
    }

    private async Task<List<(Guid DeliveryId, int Sequence, Guid Id, string Key, string Outcome, DateTimeOffset RecordedAt, string? Signal, string? Stranger)>> JournalAsync(Tenant tenant)
    {
        await using var source = NpgsqlDataSource.Create(service.Database.Superuser + ";Pooling=false");
        await using var command = source.CreateCommand(
            $"""
            select delivery_id, sequence, id, coalesce(idempotency_key, ''), coalesce(outcome, ''), recorded_at, detail->>'signal',
                detail->>'stranger' from deliveryotp.journal
            where retailer_id = '{tenant.Id}' and kind in ('attempted', 'signal_raised') order by id
            """);
        await using var row = await command.ExecuteReaderAsync();
        var entries = new List<(Guid, int, Guid, string, string, DateTimeOffset, string?, string?)>();
        while (await row.ReadAsync())
        {
            var signal = await row.IsDBNullAsync(6) ? null : row.GetString(6);
            var stranger = await row.IsDBNullAsync(7) ? null : row.GetString(7);
            entries.Add((row.GetGuid(0), row.GetInt32(1), row.GetGuid(2), row.GetString(3), row.GetString(4), row.GetFieldValue<DateTimeOffset>(5), signal, stranger));
        }

        return entries;
    }

    private static string Describe(Delivery state) =>
        $"{state.Status} {state.FailedTries} failed, {state.Sequence} entries, {(state.Code is null ? "dead" : Convert.ToHexString(state.Code.Digest))}, "
        + string.Join(' ', state.Signals.Select(signal => $"{signal.Key}={signal.Value}"))
        + string.Concat(state.StrangerSignals.Select(courier => $", {courier.Key} {string.Join(' ', courier.Value)}"));

    /// <summary>R17 as a test counts it: from the first wrong comparison on, in the order of the journal.</summary>
    private sealed class Standings
    {
        private readonly Dictionary<string, List<DateTimeOffset>> _wrong = new(StringComparer.Ordinal);

        public Standing Of(Attempt attempt) => new(Wrong(attempt.Courier.Value), Wrong(attempt.Device.Id.Value));

        public void Count(Attempt attempt, AttemptVerdict verdict, DateTimeOffset now)
        {
            if (verdict.Outcome != AttemptOutcome.WrongCode)
                return;
            Wrong(attempt.Courier.Value).Insert(0, now);
            Wrong(attempt.Device.Id.Value).Insert(0, now);
        }

        private List<DateTimeOffset> Wrong(string subject)
        {
            if (!_wrong.TryGetValue(subject, out var wrong))
                _wrong[subject] = wrong = [];
            return wrong;
        }
    }
}
