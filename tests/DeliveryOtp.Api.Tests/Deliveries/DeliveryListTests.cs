using DeliveryOtp.Api.Persistence;
using DeliveryOtp.Api.Tests.Fixture;

namespace DeliveryOtp.Api.Tests.Deliveries;

public sealed class DeliveryListTests(Service service) : IClassFixture<Service>
{
    [Fact]
    public async Task Each_filter_finds_what_it_should_and_nothing_else()
    {
        var tenant = await service.NewTenantAsync();
        var now = service.Clock.GetUtcNow();
        var plain = await tenant.IssueAsync();
        var assigned = await tenant.IssueAsync(new { courier_id = "crr-9" });
        var flagged = await tenant.IssueAsync();
        var courier = await tenant.CourierAsync();
        await courier.AttemptAsync(flagged.Id, flagged.WrongCode(), now, change: body => body["location"]!["is_mock"] = true);

        Assert.Equal([plain.Id], await ListAsync(tenant, $"order_id={plain.OrderId}"));
        Assert.Equal([assigned.Id], await ListAsync(tenant, "courier_id=crr-9"));
        Assert.Equal([flagged.Id], await ListAsync(tenant, "review=true"));
        Assert.Equal(2, (await ListAsync(tenant, "review=false")).Length);
        Assert.Equal(3, (await ListAsync(tenant, "status=pending")).Length);
        Assert.Empty(await ListAsync(tenant, "status=locked"));
        Assert.Empty(await ListAsync(tenant, $"from={now.AddHours(1):yyyy-MM-ddTHH:mm:ssZ}"));
        Assert.Equal(3, (await ListAsync(tenant, $"to={now.AddHours(1):yyyy-MM-ddTHH:mm:ssZ}")).Length);
        Assert.Empty(await ListAsync(await service.NewTenantAsync(), $"order_id={plain.OrderId}"));
    }

    [Fact]
    public async Task Pages_join_without_a_gap_while_deliveries_are_created()
    {
        var tenant = await service.NewTenantAsync();
        for (var i = 0; i < 7; i++)
            await IssueLaterAsync(tenant);
        List<Guid> seen = [];
        for (string? cursor = ""; cursor is not null;)
        {
            var page = await (await tenant.Retailer.GetAsync($"/v1/deliveries?limit=3{cursor}")).JsonAsync();
            seen.AddRange(page["data"]!.AsArray().Select(item => item!["id"]!.GetValue<Guid>()));
            await IssueLaterAsync(tenant);
            cursor = page["next_cursor"] is { } next ? $"&cursor={next.GetValue<string>()}" : null;
        }

        Assert.Equal(7, seen.Count);
        Assert.Equal(seen.Distinct().OrderByDescending(id => id), seen);
    }

    [Fact]
    public async Task A_delivery_says_what_became_of_it_and_what_leads_on()
    {
        var tenant = await service.NewTenantAsync();
        using var courier = await tenant.CourierAsync();
        var (waits, locked, held, delivered) = (await tenant.IssueAsync(), await tenant.IssueAsync(), await tenant.IssueAsync(), await tenant.IssueAsync());
        for (var n = 1; n <= 3; n++)
            await (await courier.AttemptAsync(locked.Id, locked.WrongCode(n), service.Clock.GetUtcNow())).JsonAsync();
        var lockedAt = Now();
        service.Clock.Advance(TimeSpan.FromSeconds(5));
        await (await tenant.Retailer.PostAsync($"/v1/deliveries/{held.Id}/holds", new { reason = "called" })).JsonAsync();
        await (await courier.AttemptAsync(delivered.Id, delivered.Code!, service.Clock.GetUtcNow())).JsonAsync();
        var deliveredAt = Now();
        service.Clock.Advance(TimeSpan.FromSeconds(5));

        // A look is no change.
        (await tenant.Support.GetAsync($"/v1/deliveries/{locked.Id}")).EnsureSuccessStatusCode();
        Assert.Equal(("pending", null, null, null, null), await StateAsync(tenant, waits));
        Assert.Equal(("locked", null, lockedAt, null, "unlock"), await StateAsync(tenant, locked));
        Assert.Equal(("held", null, null, "seller", "reissue"), await StateAsync(tenant, held));
        Assert.Equal(("delivered", deliveredAt, null, null, null), await StateAsync(tenant, delivered));
        Assert.Equal(lockedAt, await UpdatedAsync(tenant, locked));
        Assert.Equal(deliveredAt, await UpdatedAsync(tenant, delivered));

        await (await tenant.Retailer.PostAsync($"/v1/deliveries/{locked.Id}/unlocks", new { reason = "called" })).JsonAsync();
        Assert.Equal(("pending", null, null, null, null), await StateAsync(tenant, locked));
    }

    [Fact]
    public async Task R4_where_no_unlock_is_left_only_another_delivery_leads_on()
    {
        var tenant = await service.NewTenantAsync();
        using var courier = await tenant.CourierAsync();
        var issued = await tenant.IssueAsync(new { policy = new { max_unlocks = 0 } });
        for (var n = 1; n <= 3; n++)
            await (await courier.AttemptAsync(issued.Id, issued.WrongCode(n), service.Clock.GetUtcNow())).JsonAsync();
        Assert.Equal("cancel", (await StateAsync(tenant, issued)).WayOut);
    }

    [Fact]
    public async Task Updated_since_finds_what_something_happened_to_and_no_look()
    {
        var tenant = await service.NewTenantAsync();
        using var courier = await tenant.CourierAsync();
        var (quiet, tried, looked) = (await tenant.IssueAsync(), await tenant.IssueAsync(), await tenant.IssueAsync());
        service.Clock.Advance(TimeSpan.FromMinutes(5));
        var since = Now();
        Assert.Empty(await ListAsync(tenant, Since(since)));
        await (await courier.AttemptAsync(tried.Id, tried.WrongCode(), since)).JsonAsync();
        (await tenant.Support.GetAsync($"/v1/deliveries/{looked.Id}")).EnsureSuccessStatusCode();
        var fresh = await tenant.IssueAsync();
        Assert.Equal([fresh.Id, tried.Id], await ListAsync(tenant, Since(since)));
        Assert.Equal([tried.Id], await ListAsync(tenant, $"{Since(since)}&order_id={tried.OrderId}"));
        Assert.Equal(4, (await ListAsync(tenant, Since(since.AddMinutes(-6)))).Length);
        Assert.Contains(quiet.Id, await ListAsync(tenant, Since(since.AddMinutes(-6))));
        Assert.Empty(await ListAsync(await service.NewTenantAsync(), Since(since.AddMinutes(-6))));
    }

    [Fact]
    public async Task Several_statuses_are_any_of_them()
    {
        await using var own = new Service();
        await ((IAsyncLifetime)own).InitializeAsync();
        var tenant = await own.NewTenantAsync();
        var pending = await tenant.IssueAsync(new { deliver_until = own.Clock.GetUtcNow().AddDays(3) });
        var held = await tenant.IssueAsync(new { deliver_until = own.Clock.GetUtcNow().AddDays(3) });
        var cancelled = await tenant.IssueAsync();
        var lapsed = await tenant.IssueAsync();
        await (await tenant.Retailer.PostAsync($"/v1/deliveries/{held.Id}/holds", new { reason = "called" })).JsonAsync();
        await (await tenant.Retailer.PostAsync($"/v1/deliveries/{cancelled.Id}/cancellations", new { reason = "returned" })).JsonAsync();
        own.Clock.Advance(TimeSpan.FromDays(2));
        Assert.Equal([held.Id, pending.Id], await ListAsync(tenant, "status=pending&status=held"));
        Assert.Equal([cancelled.Id, held.Id], await ListAsync(tenant, "status=held&status=cancelled"));
        Assert.Equal([lapsed.Id, held.Id], await ListAsync(tenant, "status=held&status=expired"));
        Assert.Equal([lapsed.Id, cancelled.Id], await ListAsync(tenant, "status=expired&status=cancelled"));
        Assert.Equal([lapsed.Id], await ListAsync(tenant, "status=expired&status=expired"));
        Assert.Equal([cancelled.Id], await ListAsync(tenant, "status=cancelled&status=delivered"));
    }

    [Fact]
    public async Task What_an_order_begins_with_is_taken_to_the_letter()
    {
        var tenant = await service.NewTenantAsync();
        var stem = $"{Guid.NewGuid():N}"[..8];
        var one = await tenant.IssueAsync(new { order_id = $"{stem}-1" });
        var two = await tenant.IssueAsync(new { order_id = $"{stem}_%" });
        await tenant.IssueAsync(new { order_id = $"x{stem}" });
        Assert.Equal([two.Id, one.Id], await ListAsync(tenant, $"order_id_prefix={stem}"));
        Assert.Equal([two.Id], await ListAsync(tenant, $"order_id_prefix={stem}_"));
        Assert.Equal([two.Id], await ListAsync(tenant, $"order_id_prefix={stem}_%25"));
        Assert.Empty(await ListAsync(tenant, $"order_id_prefix={stem.ToUpperInvariant()}-1x"));
        await (await tenant.Retailer.GetAsync("/v1/deliveries?order_id_prefix=ab")).ProblemAsync(400, "validation");
    }

    [Fact]
    public async Task A_recipient_is_found_by_address_or_number_and_the_index_knows_neither()
    {
        var (tenant, other) = (await service.NewTenantAsync(), await service.NewTenantAsync());
        var recipient = new { email = "Claire.Dupont@Example.org", phone = "+33612345678" };
        var issued = await tenant.IssueAsync(new { recipient });
        await other.IssueAsync(new { recipient });
        Assert.Equal([issued.Id], await ListAsync(tenant, "recipient_email=claire.dupont@example.ORG"));
        Assert.Equal([issued.Id], await ListAsync(tenant, "recipient_phone=%2B33612345678"));
        Assert.Equal([issued.Id], await ListAsync(tenant, "recipient_phone=%2B33612345678&recipient_email=claire.dupont@example.org"));
        Assert.Empty(await ListAsync(tenant, "recipient_email=claire@example.org"));
        Assert.Equal(0L, await service.Database.ScalarAsync<long>(
            "select count(*) from (select email_digest from deliveryotp.deliveries where email_digest is not null group by 1 having count(*) > 1) shared"));

        // Another address takes the place of the old one.
        await (await tenant.Retailer.PutAsync($"/v1/deliveries/{issued.Id}/recipient", new { email = "paul@example.org" })).JsonAsync();
        Assert.Empty(await ListAsync(tenant, "recipient_email=claire.dupont@example.org"));
        Assert.Empty(await ListAsync(tenant, "recipient_phone=%2B33612345678"));
        Assert.Equal([issued.Id], await ListAsync(tenant, "recipient_email=paul@example.org"));

        // What support looked for is on record, and is no address book either.
        (await tenant.Support.GetAsync("/v1/deliveries?recipient_email=paul@example.org")).EnsureSuccessStatusCode();
        var record = await service.Database.ScalarAsync<string>(
            $"select string_agg(filters::text, ' ') from deliveryotp.access_log where retailer_id = '{tenant.Id}'");
        Assert.Contains("recipient_email", record, StringComparison.Ordinal);
        Assert.DoesNotContain("paul@example.org", record, StringComparison.Ordinal);
    }

    /// <summary>As the service tells the time: to the millisecond.</summary>
    private DateTimeOffset Now() => service.Clock.Now();

    private static string Since(DateTimeOffset time) => $"updated_since={time:yyyy-MM-ddTHH:mm:ss.fffffffZ}";

    private static async Task<(string Status, DateTimeOffset? DeliveredAt, DateTimeOffset? LockedAt, string? HeldReason, string? WayOut)> StateAsync(
        Tenant tenant, Issued issued)
    {
        var delivery = await (await tenant.Retailer.GetAsync($"/v1/deliveries/{issued.Id}")).JsonAsync();
        return (
            delivery.Text("status"),
            delivery["delivered_at"]?.GetValue<DateTimeOffset>(),
            delivery["locked_at"]?.GetValue<DateTimeOffset>(),
            delivery["held_reason"]?.GetValue<string>(),
            delivery["way_out"]?.GetValue<string>());
    }

    private static async Task<DateTimeOffset> UpdatedAsync(Tenant tenant, Issued issued) =>
        (await (await tenant.Retailer.GetAsync($"/v1/deliveries/{issued.Id}")).JsonAsync())["updated_at"]!.GetValue<DateTimeOffset>();

    /// <summary>Within a millisecond, the services of other tests in this process could come between.</summary>
    private async Task IssueLaterAsync(Tenant tenant)
    {
        service.Clock.Advance(TimeSpan.FromMilliseconds(1));
        await tenant.IssueAsync();
    }

    private static async Task<Guid[]> ListAsync(Tenant tenant, string query)
    {
        var page = await (await tenant.Retailer.GetAsync($"/v1/deliveries?{query}")).JsonAsync();
        return [.. page["data"]!.AsArray().Select(item => item!["id"]!.GetValue<Guid>())];
    }
}
