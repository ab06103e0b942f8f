using DeliveryOtp.Api.Persistence.Checking;
using DeliveryOtp.Api.Tests.Fixture;
using Npgsql;

namespace DeliveryOtp.Api.Tests.Persistence;

/// <summary>Whatever somebody with all rights changes in the record, the check says so in words; and of what the service wrote it says nothing.</summary>
public sealed class JournalCheckTests(Service service) : IClassFixture<Service>
{
    public static TheoryData<string, string> Tampered => new()
    {
        { "update deliveryotp.delivery_states set failed_tries = 0 where delivery_id = '{id}'", "failed_tries is 0 in the row, and by the journal 1" },
        { "update deliveryotp.deliveries set courier_id = 'crr-099' where id = '{id}'", "courier is crr-099 in the row" },
        { "update deliveryotp.deliveries set status = 'delivered' where id = '{id}'", "status in the lists is delivered" },
        { "delete from deliveryotp.journal where delivery_id = '{id}' and sequence = 2", "entry 2 is missing" },
        { "delete from deliveryotp.journal where delivery_id = '{id}' and sequence = 5", "the row counts 5 entries, the journal has 4" },
        {
            """
            insert into deliveryotp.journal (retailer_id, delivery_id, sequence, id, kind, recorded_at, actor_role, actor_id, detail)
            select retailer_id, delivery_id, 6, gen_random_uuid(), 'viewed', recorded_at, 'support', 'x', '{"resource": "delivery"}'
            from deliveryotp.journal where delivery_id = '{id}' and sequence = 4
            """,
            "entry 6 has no position and does not wait for one"
        },
        {
            """
            update deliveryotp.journal set sequence = 99 where delivery_id = '{id}' and sequence = 2;
            update deliveryotp.journal set sequence = 2 where delivery_id = '{id}' and sequence = 3;
            update deliveryotp.journal set sequence = 3 where delivery_id = '{id}' and sequence = 99
            """,
            "entry 3"
        },
        {
            """
            alter table deliveryotp.journal_order drop constraint pk_journal_order;
            update deliveryotp.journal_order set position = position - 1 where delivery_id = '{id}' and sequence = 3
            """,
            "is there twice"
        },
        { "delete from deliveryotp.journal_order where delivery_id = '{id}' and sequence = 3", "entry 3 has no position" },
        { "delete from deliveryotp.attempt_signals", "has no row" },
        { "update deliveryotp.journal set detail = jsonb_set(detail, '{tries_left}', '3') where delivery_id = '{id}' and kind = 'attempted'", "says 3 tries are left; by the journal it is 2" },
        { "update deliveryotp.journal set outcome = 'accepted' where delivery_id = '{id}' and outcome = 'wrong_code'", "has the outcome accepted in its column and wrong_code in its detail" },
    };

    [Theory]
    [MemberData(nameof(Tampered))]
    public async Task What_somebody_changed_is_found(string sql, string sentence)
    {
        var tenant = await service.NewTenantAsync();
        var issued = await PlayAsync(tenant);
        await QuietAsync(service.Database);
        Assert.Empty(await CheckAsync(service.Database, new CheckScope(tenant.Id), withOrder: false));

        await service.Database.TamperAsync(sql.Replace("{id}", issued.Id.ToString(), StringComparison.Ordinal));
        var found = await CheckAsync(service.Database, new CheckScope(tenant.Id));
        Assert.Contains(found, difference => difference.Sentence.Contains(sentence, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_scope_leaves_out_the_others()
    {
        var (one, other) = (await service.NewTenantAsync(), await service.NewTenantAsync());
        await one.IssueAsync();
        await other.IssueAsync();
        await QuietAsync(service.Database);
        await using var database = NpgsqlDataSource.Create(service.Database.Service);
        var end = await service.Database.ScalarAsync<long>("select position from deliveryotp.journal_readers where name = 'sequencer'");
        Assert.Equal(1, await new JournalCheck(database, new CheckScope(one.Id)).CountAsync(default));
        Assert.Equal(1, await new JournalCheck(database, new CheckScope(Since: end - 1)).CountAsync(default));
    }

    internal static async Task<List<Difference>> CheckAsync(TestDatabase at, CheckScope? scope = null, bool withOrder = true)
    {
        await using var database = NpgsqlDataSource.Create(at.Superuser + ";Pooling=false");
        var check = new JournalCheck(database, scope ?? new CheckScope());
        List<Difference> found = [];
        while (await check.CheckSomeAsync(found.Add, default) > 0)
        {
        }

        if (withOrder)
            await check.CheckOrderAsync(found.Add, default);
        return found;
    }

    /// <summary>Until every entry has its position, and nobody has anything more to say.</summary>
    internal static Task QuietAsync(TestDatabase database) => Eventually.AsyncTrue(async () => await database.ScalarAsync<bool>(
        """
        select not exists (select from deliveryotp.journal_unsequenced) and not exists (
            select from deliveryotp.journal_readers r join deliveryotp.journal_readers s on s.name = 'sequencer'
            where r.name in ('signals', 'webhooks') and r.position < s.position)
        """), seconds: 20);

    /// <summary>Five entries: issued, an arrival, a wrong code from elsewhere, a look, and what history said of it.</summary>
    private async Task<Issued> PlayAsync(Tenant tenant)
    {
        using var courier = await tenant.CourierAsync();
        var issued = await tenant.IssueAsync(new { policy = new { place = "flag" } });
        await (await courier.ArriveAsync(issued.Id, service.Clock.GetUtcNow())).JsonAsync();
        service.Clock.Advance(TimeSpan.FromSeconds(3));
        await (await courier.AttemptAsync(issued.Id, issued.WrongCode(), service.Clock.GetUtcNow(), change: body => body["location"]!["latitude"] = 48.9)).JsonAsync();
        (await tenant.Support.GetAsync($"/v1/deliveries/{issued.Id}")).EnsureSuccessStatusCode();
        return issued;
    }
}
