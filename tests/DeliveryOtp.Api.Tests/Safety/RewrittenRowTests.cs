using DeliveryOtp.Api.Doorstep;
using DeliveryOtp.Api.Tests.Fixture;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace DeliveryOtp.Api.Tests.Safety;

/// <summary>
/// What somebody can write with the service's database role and without its code key, and what comes of it: it is found, the alarm is raised,
/// nothing is accepted, nothing changes, and everybody else's deliveries go on.
/// </summary>
public sealed class RewrittenRowTests(Service service) : IClassFixture<Service>
{
    /// <summary>Each as it would be done by somebody who has read the source; the seal has to change, and can't be made.</summary>
    public static TheoryData<string, string> Rewrites => new()
    {
        { "failed_tries = 0, status = 'pending'", "the tries are given back" },
        { "code_digest = (select presented_digest from deliveryotp.journal j where j.delivery_id = s.delivery_id and j.outcome = 'wrong_code' order by sequence limit 1)", "a guess becomes the code" },
        { "code_digest = decode(superseded_codes->0->>'digest', 'base64'), generation = 1", "an old code comes back" },
        { "visits = (visits::jsonb #- '{session}')::json", "a session is gone" },
        { "last_sequence = last_sequence + 1", "the journal has an entry more" },
        { "visits = '{\"sessions\": \"many\"}'", "it can't be read" },
        { "visits = '{\"inside\": [null]}'", "nothing is in it" },
        { "status = 'delivered', code_digest = null, code_encrypted = null, code_key_id = null", "it is delivered" },
    };

    [Theory]
    [MemberData(nameof(Rewrites))]
    public async Task A_rewritten_state_is_found_alarmed_and_decides_nothing(string assignment, string what)
    {
        var tenant = await service.NewTenantAsync();
        using var courier = await tenant.CourierAsync();
        var issued = await tenant.IssueAsync();
        await (await tenant.Retailer.PostAsync($"/v1/deliveries/{issued.Id}/codes", new { })).JsonAsync();
        await (await courier.AttemptAsync(issued.Id, Issued.WrongCodeOf(issued.Code!, offset: 7))).JsonAsync();
        var other = await tenant.IssueAsync();

        // Without another seal the database itself says no.
        var refused = await Assert.ThrowsAsync<PostgresException>(() => service.Database.AsServiceAsync($"update deliveryotp.delivery_states s set {assignment} where delivery_id = '{issued.Id}'"));
        Assert.Equal(PostgresErrorCodes.CheckViolation, refused.SqlState);
        await RewriteAsync(issued.Id, assignment);
        var before = await StateAsync(issued.Id);

        await AssertRefusedAsync(tenant, courier, issued, what);
        Assert.Equal(before, await StateAsync(issued.Id));
        Assert.Equal("accepted", (await (await courier.AttemptAsync(other.Id, other.Code!)).JsonAsync()).Text("outcome"));
    }

    [Theory]
    [InlineData("link_digest = '\\x00'")]
    [InlineData("link_version = 7")]
    [InlineData("courier_id = 'crr-099'")]
    [InlineData("latitude = 50")]
    [InlineData("expires_at = expires_at + interval '1 year'")]
    [InlineData("policy = jsonb_set(policy::jsonb, '{radius_m}', '5000')::json")]
    [InlineData("seal_key_id = 'gone'")]
    [InlineData("seal = '\\x00'")]
    public async Task A_rewritten_door_policy_link_or_courier_is_found_alarmed_and_decides_nothing(string assignment)
    {
        var tenant = await service.NewTenantAsync();
        using var courier = await tenant.CourierAsync();
        var issued = await tenant.IssueAsync();
        await service.Database.AsServiceAsync($"update deliveryotp.deliveries set {assignment} where id = '{issued.Id}'");
        var before = await StateAsync(issued.Id);
        await AssertRefusedAsync(tenant, courier, issued, assignment);
        Assert.Equal(before, await StateAsync(issued.Id));
    }

    /// <summary>Everything as it was, with the seals of then: the tries are back, and no seal is broken.</summary>
    [Fact]
    public async Task R3_an_old_row_does_not_come_back()
    {
        var tenant = await service.NewTenantAsync();
        using var courier = await tenant.CourierAsync();
        var issued = await tenant.IssueAsync();
        await service.Database.ScalarAsync<object>(
            $"""
            create table public.narrow as select * from deliveryotp.delivery_states where delivery_id = '{issued.Id}';
            create table public.wide as select * from deliveryotp.deliveries where id = '{issued.Id}';
            grant select on public.narrow, public.wide to public
            """);
        for (var offset = 1; offset <= 3; offset++)
            await (await courier.AttemptAsync(issued.Id, issued.WrongCode(offset))).JsonAsync();

        var refused = await Assert.ThrowsAsync<PostgresException>(() => service.Database.AsServiceAsync(
            """
            update deliveryotp.delivery_states s set (status, failed_tries, last_sequence, visits, seal) = (k.status, k.failed_tries, k.last_sequence, k.visits, k.seal)
            from public.narrow k where k.delivery_id = s.delivery_id
            """));
        Assert.Equal(PostgresErrorCodes.CheckViolation, refused.SqlState);

        // With more rights than the service's both are there, all of them. Then the journal says no.
        await service.Database.TamperAsync(
            $"""
            delete from deliveryotp.deliveries where id = '{issued.Id}';
            delete from deliveryotp.delivery_states where delivery_id = '{issued.Id}';
            insert into deliveryotp.deliveries select * from public.wide;
            insert into deliveryotp.delivery_states select * from public.narrow
            """);
        await AssertRefusedAsync(tenant, courier, issued, "an old row");
    }

    /// <summary>The wide row of before a move, with the seal that it had: sound by itself, and not beside the narrow row of now.</summary>
    [Fact]
    public async Task R20_an_old_link_does_not_come_back_with_the_row_that_knew_it()
    {
        var tenant = await service.NewTenantAsync();
        using var courier = await tenant.CourierAsync();
        var issued = await tenant.IssueAsync(new { recipient = new { language = "fr" } });
        await service.Database.ScalarAsync<object>(
            $"create table public.moved as select * from deliveryotp.deliveries where id = '{issued.Id}'; grant select on public.moved to public");
        await (await tenant.Retailer.PutAsync($"/v1/deliveries/{issued.Id}/recipient", new { language = "it" })).JsonAsync();
        await (await tenant.Recipient(issued).GetAsync("/v1/tracking")).ProblemAsync(401, "unauthenticated");
        await service.Database.AsServiceAsync(
            """
            update deliveryotp.deliveries d set (link_version, link_digest, recipient_language, seal, seal_key_id)
                = (k.link_version, k.link_digest, k.recipient_language, k.seal, k.seal_key_id)
            from public.moved k where k.id = d.id
            """);
        await AssertRefusedAsync(tenant, courier, issued, "an old link");
    }

    [Fact]
    public async Task R17_what_is_counted_of_a_courier_is_not_forgotten()
    {
        var tenant = await service.NewTenantAsync();
        using var courier = await tenant.CourierAsync();
        var issued = await tenant.IssueAsync();
        await (await courier.AttemptAsync(issued.Id, issued.WrongCode())).JsonAsync();
        await Assert.ThrowsAsync<PostgresException>(() => service.Database.AsServiceAsync($"update deliveryotp.wrong_tries set wrong_at = '{{}}', seal = '\\x00' where retailer_id = '{tenant.Id}'"));
        await service.Database.AsServiceAsync($"update deliveryotp.wrong_tries set kept_s = 1, seal = '\\x00' where retailer_id = '{tenant.Id}' and subject = 'courier'");

        var problem = await (await courier.AttemptAsync(issued.Id, issued.Code!)).ProblemAsync(503, "unavailable");
        Assert.Contains("the alarm has been raised", problem.Text("detail"), StringComparison.Ordinal);
        Assert.Contains(service.Log, line => line.StartsWith("Critical", StringComparison.Ordinal) && line.Contains($"of retailer {tenant.Id}", StringComparison.Ordinal));
        using var honest = await tenant.CourierAsync("crr-088");
        var accepted = await (await honest.AttemptAsync(issued.Id, issued.Code!, change: body => body["device"]!["id"] = "another-phone-of-88")).JsonAsync();
        Assert.Equal("accepted", accepted.Text("outcome"));
    }

    /// <summary>A row that is another's, or that is not where anybody looks, would be made anew and empty.</summary>
    [Theory]
    [InlineData("update deliveryotp.wrong_tries set subject_id = 'x', seal = '\\x00' where retailer_id = '{tenant}'", PostgresErrorCodes.InsufficientPrivilege)]
    [InlineData("update deliveryotp.delivery_states set delivery_id = gen_random_uuid(), seal = '\\x00' where retailer_id = '{tenant}'", PostgresErrorCodes.InsufficientPrivilege)]
    [InlineData("update deliveryotp.deliveries set retailer_id = gen_random_uuid() where retailer_id = '{tenant}'", PostgresErrorCodes.InsufficientPrivilege)]
    [InlineData("update deliveryotp.wrong_tries set wrong_at = '[2:2]={2020-01-01}', seal = '\\x00' where retailer_id = '{tenant}'", PostgresErrorCodes.CheckViolation)]
    [InlineData("delete from deliveryotp.wrong_tries where retailer_id = '{tenant}'", PostgresErrorCodes.InsufficientPrivilege)]
    public async Task R17_no_row_is_put_out_of_the_way(string sql, string state)
    {
        var tenant = await service.NewTenantAsync();
        using var courier = await tenant.CourierAsync();
        var issued = await tenant.IssueAsync();
        await (await courier.AttemptAsync(issued.Id, issued.WrongCode())).JsonAsync();
        var refused = await Assert.ThrowsAsync<PostgresException>(() => service.Database.AsServiceAsync(sql.Replace("{tenant}", tenant.Id.ToString(), StringComparison.Ordinal)));
        Assert.Equal(state, refused.SqlState);
    }

    /// <summary>An entry with the digest of a real request, under another key: a repeat would be answered with it.</summary>
    [Fact]
    public async Task R13_a_verdict_that_somebody_wrote_into_the_journal_answers_nobody()
    {
        var tenant = await service.NewTenantAsync();
        using var courier = await tenant.CourierAsync();
        var issued = await tenant.IssueAsync();
        var (now, wrong) = (TimeProvider.System.GetUtcNow(), issued.WrongCode());
        await (await courier.AttemptAsync(issued.Id, wrong, now, "key-1")).JsonAsync();
        await service.Database.AsServiceAsync(
            $$"""
            insert into deliveryotp.journal (retailer_id, delivery_id, sequence, id, kind, recorded_at, actor_role, actor_id, courier_id, device_id, outcome,
                latitude, longitude, link_version, version, detail, idempotency_key, request_digest)
            select retailer_id, delivery_id, 3, gen_random_uuid(), kind, recorded_at, actor_role, actor_id, courier_id, device_id, 'accepted',
                latitude, longitude, link_version, version, jsonb_set(detail, '{outcome}', '"accepted"'), 'key-2', request_digest
            from deliveryotp.journal where delivery_id = '{{issued.Id}}' and sequence = 2
            """);
        await (await courier.AttemptAsync(issued.Id, wrong, now, "key-2")).ProblemAsync(503, "unavailable");
        await (await courier.AttemptAsync(issued.Id, issued.Code!)).ProblemAsync(503, "unavailable");
    }

    [Fact]
    public async Task A_key_that_was_moved_to_another_delivery_shows_nobody_its_code()
    {
        var tenant = await service.NewTenantAsync();
        object Body(string order) => new { order_id = order, destination = new { latitude = Tenant.Latitude, longitude = Tenant.Longitude, country = "FR" } };
        var first = await (await tenant.Retailer.PostAsync("/v1/deliveries", Body("1"), "key-1")).JsonAsync();
        var second = await (await tenant.Retailer.PostAsync("/v1/deliveries", Body("2"), "key-2")).JsonAsync();
        await service.Database.AsServiceAsync(
            $"""
            update deliveryotp.deliveries set idempotency_key = null where id = '{first.Text("id")}';
            update deliveryotp.deliveries set (idempotency_key, request_digest) = (
                select 'key-1', request_digest from deliveryotp.deliveries where id = '{first.Text("id")}') where id = '{second.Text("id")}'
            """);
        await (await tenant.Retailer.PostAsync("/v1/deliveries", Body("1"), "key-1")).ProblemAsync(503, "unavailable");
        Assert.Contains(service.Log, line => line.StartsWith("Critical", StringComparison.Ordinal) && line.Contains(second.Text("id"), StringComparison.Ordinal));
    }

    /// <summary>What time ends goes on for the others, whatever stands in one row.</summary>
    [Theory]
    [InlineData("visits = '{\"session\": {\"showing\": {\"until\": \"x\"}}}'")]
    [InlineData("visits = '{\"inside\": [null]}'")]
    public async Task R5_a_broken_row_keeps_no_other_from_being_settled(string assignment)
    {
        var tenant = await service.NewTenantAsync();
        var (broken, other) = (await tenant.IssueAsync(), await tenant.IssueAsync());
        const string over = "update deliveryotp.deliveries set expires_at = created_at - interval '1 hour' where id = ";
        foreach (var one in new[] { broken, other })
            await service.Database.RewriteAsync(one.Id, $"{over}'{one.Id}'");
        await RewriteAsync(broken.Id, assignment);
        await Eventually.AsyncTrue(async () =>
        {
            await service.Services.GetRequiredService<DueDeliveries>().SettleAsync(CancellationToken.None);
            return await EntriesAsync(other.Id) == 2;
        });
        Assert.Equal(1, await EntriesAsync(broken.Id));
    }

    [Fact]
    public async Task A_policy_of_ones_own_making_is_nobodys()
    {
        var tenant = await service.NewTenantAsync();
        await (await tenant.Retailer.PutAsync("/v1/policy", new { radius_m = 100 })).JsonAsync();

        // Another row is a newer one; a copy of a sound row's seal is over that row alone.
        await service.Database.AsServiceAsync(
            $$"""
            insert into deliveryotp.policy_changes (retailer_id, id, recorded_at, actor_role, actor_id, policy, seal, seal_key_id)
            select retailer_id, 'ffffffff-ffff-7fff-bfff-ffffffffffff', recorded_at, actor_role, actor_id, policy, seal, seal_key_id
            from deliveryotp.policy_changes where retailer_id = '{{tenant.Id}}'
            """);
        var body = new { order_id = "1", destination = new { latitude = Tenant.Latitude, longitude = Tenant.Longitude, country = "FR" } };
        await (await tenant.Retailer.PostAsync("/v1/deliveries", body, "key-1")).ProblemAsync(503, "unavailable");
        var stranger = await service.NewTenantAsync();
        await stranger.IssueAsync();
    }

    [Fact]
    public async Task The_journal_takes_no_entry_of_an_unknown_kind_and_none_without_the_one_before()
    {
        var tenant = await service.NewTenantAsync();
        var issued = await tenant.IssueAsync();
        foreach (var (sequence, kind) in new[] { (2, "accepted_by_friends"), (3, "viewed"), (0, "viewed") })
        {
            var refused = await Assert.ThrowsAsync<PostgresException>(() => service.Database.AsServiceAsync(
                $"""
                insert into deliveryotp.journal (retailer_id, delivery_id, sequence, id, kind, recorded_at, actor_role, actor_id, link_version, detail)
                select retailer_id, delivery_id, {sequence}, gen_random_uuid(), '{kind}', now(), actor_role, actor_id, link_version, detail
                from deliveryotp.journal where delivery_id = '{issued.Id}' and sequence = 1
                """));
            Assert.Equal(PostgresErrorCodes.CheckViolation, refused.SqlState);
        }
    }

    private async Task AssertRefusedAsync(Tenant tenant, HttpClient courier, Issued issued, string what)
    {
        var entries = await EntriesAsync(issued.Id);
        foreach (var code in new[] { issued.Code!, issued.WrongCode() })
        {
            var problem = await (await courier.AttemptAsync(issued.Id, code)).ProblemAsync(503, "unavailable");
            Assert.True(problem.Text("detail").Contains("the alarm has been raised", StringComparison.Ordinal), what);
        }

        await (await tenant.Retailer.GetAsync($"/v1/deliveries/{issued.Id}")).ProblemAsync(503, "unavailable");
        await (await tenant.Retailer.PostAsync($"/v1/deliveries/{issued.Id}/holds", new { reason = "to be looked into" })).ProblemAsync(503, "unavailable");
        await (await tenant.Recipient(issued).GetAsync("/v1/tracking")).ProblemAsync(503, "unavailable");
        Assert.Equal(entries, await EntriesAsync(issued.Id));
        Assert.Contains(service.Log, line => line.StartsWith("Critical", StringComparison.Ordinal) && line.Contains($"delivery {issued.Id}", StringComparison.Ordinal));
    }

    private Task RewriteAsync(Guid delivery, string assignment) =>
        service.Database.AsServiceAsync($"update deliveryotp.delivery_states s set {assignment}, seal = '\\x00' where delivery_id = '{delivery}'");

    private Task<long> EntriesAsync(Guid delivery) =>
        service.Database.ScalarAsync<long>($"select count(*) from deliveryotp.journal where delivery_id = '{delivery}'");

    private Task<string?> StateAsync(Guid delivery) => service.Database.ScalarAsync<string>(
        $"select d::text || s::text from deliveryotp.deliveries d join deliveryotp.delivery_states s on s.delivery_id = d.id where d.id = '{delivery}'");
}
