using DeliveryOtp.Api.AuditTrail;
using DeliveryOtp.Api.Persistence.Journal;
using DeliveryOtp.Api.Tests.Fixture;
using DeliveryOtp.Domain;
using DeliveryOtp.Domain.Journal;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Issued = DeliveryOtp.Api.Tests.Fixture.Issued;

namespace DeliveryOtp.Api.Tests.AuditTrail;

/// <summary>All that one delivery is judged by, in one look.</summary>
public sealed class DossierTests(Service service) : IClassFixture<Service>
{
    private static readonly Actor Support = new(ActorRole.Support, "somebody");

    [Fact]
    public async Task A_look_is_one_entry_and_is_itself_among_what_is_shown()
    {
        var (tenant, issued) = await AttemptedAsync();
        var dossier = (await FindAsync(tenant, issued.Id))!;
        Assert.Equal(["issued", "attempted", "viewed"], dossier.Entries.Select(entry => entry.Kind));
        Assert.Equal("console", Assert.IsType<StoredViewed>(dossier.Entries[^1].Detail).Resource);
        Assert.Equal(1, await ViewsAsync(issued.Id));
        Assert.Equal(0, await service.Database.ScalarAsync<long>($"select count(*) from deliveryotp.access_log where retailer_id = '{tenant.Id}'"));
    }

    [Fact]
    public async Task Anothers_delivery_is_not_found_and_nobody_is_said_to_have_looked()
    {
        var (tenant, issued) = await AttemptedAsync();
        var stranger = await service.NewTenantAsync();
        Assert.Null(await FindAsync(stranger, issued.Id));
        Assert.Null(await FindAsync(tenant, Guid.Empty));
        Assert.Equal(0, await ViewsAsync(issued.Id));
    }

    [Fact]
    public async Task R22_no_code_and_no_digest_of_one_is_in_it()
    {
        var (tenant, issued) = await AttemptedAsync();
        var dossier = (await FindAsync(tenant, issued.Id))!;
        Assert.Null(dossier.Delivery.Code);
        Assert.Empty(dossier.Delivery.Superseded);
        Assert.All(dossier.Entries, entry => Assert.DoesNotContain(issued.Code!, entry.Raw, StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_entry_that_no_longer_reads_is_there_and_breaks_nothing()
    {
        var (tenant, issued) = await AttemptedAsync();
        await using (var owner = NpgsqlDataSource.Create(service.Database.Owner + ";Pooling=false"))
        await using (var command = owner.CreateCommand($$"""update deliveryotp.journal set detail = detail - 'device' where kind = 'attempted' and delivery_id = '{{issued.Id}}'"""))
            await command.ExecuteNonQueryAsync();
        var attempted = (await FindAsync(tenant, issued.Id))!.Entries[1];
        Assert.Null(attempted.Detail);
        Assert.Contains("wrong_code", attempted.Raw, StringComparison.Ordinal);
        Assert.Contains(service.Log, line => line.StartsWith("Critical", StringComparison.Ordinal) && line.Contains(attempted.Id.ToString(), StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_history_raised_stands_with_the_entry_that_it_is_about_and_rates_are_those_of_who_was_there()
    {
        var (tenant, _) = await AttemptedAsync();
        var courier = await tenant.CourierAsync();
        var other = await tenant.IssueAsync();
        await courier.AttemptAsync(other.Id, other.WrongCode(), service.Clock.GetUtcNow(), change: body => body["device"]!["id"] = "borrowed");
        await Eventually.AsyncTrue(async () => await service.Database.ScalarAsync<long>(
            $"select count(*) from deliveryotp.journal where kind = 'signal_raised' and delivery_id = '{other.Id}'") == 1);

        var dossier = (await FindAsync(tenant, other.Id))!;
        Assert.Equal(["issued", "attempted", "viewed"], dossier.Entries.Select(entry => entry.Kind));
        var raised = Assert.Single(dossier.Entries[1].Raised);
        Assert.Equal(("device_changed", 3), (raised.Signal.Name, raised.Sequence));
        Assert.Equal([(false, "crr-071"), (true, "borrowed")], dossier.Subjects.Select(subject => (subject.IsDevice, subject.Id)));
        Assert.Equal((2, 2, 2), (dossier.Subjects[0].Own.Attempts, dossier.Subjects[0].Own.Wrong, dossier.Subjects[0].Fleet.Attempts));
    }

    [Fact]
    public async Task Of_a_flood_both_ends_are_read_and_what_is_left_out_is_counted()
    {
        var (tenant, issued) = await AttemptedAsync();
        await service.Database.RewriteAsync(
            issued.Id,
            $$"""
            insert into deliveryotp.journal (retailer_id, delivery_id, sequence, id, kind, recorded_at, actor_role, actor_id, link_version, detail)
            select '{{tenant.Id}}', '{{issued.Id}}', n, gen_random_uuid(), 'viewed', now(), 'support', 'x', 1, '{"resource": "timeline"}' from generate_series(3, 2500) n;
            update deliveryotp.delivery_states set last_sequence = 2500 where delivery_id = '{{issued.Id}}'
            """);

        var dossier = (await FindAsync(tenant, issued.Id))!;
        Assert.Equal((2000, 501), (dossier.Entries.Count, dossier.LeftOut));
        Assert.Equal((1, 1000, 1502, 2501), (dossier.Entries[0].Sequence, dossier.Entries[999].Sequence, dossier.Entries[1000].Sequence, dossier.Entries[^1].Sequence));
    }

    [Fact]
    public async Task An_attempt_leads_to_its_delivery_and_anothers_does_not()
    {
        var (tenant, issued) = await AttemptedAsync();
        var attempt = await service.Database.ScalarAsync<Guid>($"select id from deliveryotp.journal where kind = 'attempted' and delivery_id = '{issued.Id}'");
        Assert.Equal((new DeliveryId(issued.Id), 2), await AskAsync(queries => queries.FindAttemptAsync(new RetailerId(tenant.Id), attempt, default)));
        var stranger = await service.NewTenantAsync();
        Assert.Null(await AskAsync(queries => queries.FindAttemptAsync(new RetailerId(stranger.Id), attempt, default)));
    }

    private Task<DeliveryDossier?> FindAsync(Tenant tenant, Guid id) =>
        AskAsync(queries => queries.FindAsync(Support, new RetailerId(tenant.Id), new DeliveryId(id), "console", default));

    private async Task<T> AskAsync<T>(Func<DossierQueries, Task<T>> ask)
    {
        await using var scope = service.Services.CreateAsyncScope();
        return await ask(scope.ServiceProvider.GetRequiredService<DossierQueries>());
    }

    private Task<long> ViewsAsync(Guid id) =>
        service.Database.ScalarAsync<long>($"select count(*) from deliveryotp.journal where kind = 'viewed' and delivery_id = '{id}'");

    private async Task<(Tenant Tenant, Issued Issued)> AttemptedAsync()
    {
        var tenant = await service.NewTenantAsync();
        var issued = await tenant.IssueAsync();
        await (await (await tenant.CourierAsync()).AttemptAsync(issued.Id, issued.WrongCode(), service.Clock.GetUtcNow())).JsonAsync();
        return (tenant, issued);
    }
}
