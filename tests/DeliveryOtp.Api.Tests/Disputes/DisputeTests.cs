using System.Net;
using DeliveryOtp.Api.Tests.Fixture;

namespace DeliveryOtp.Api.Tests.Disputes;

/// <summary>A dispute from its opening to its decision.</summary>
public sealed class DisputeTests(Service service) : IClassFixture<Service>
{
    [Fact]
    public async Task R19_a_contest_opens_a_dispute_in_the_same_commit()
    {
        var tenant = await service.NewTenantAsync();
        var issued = await service.DeliveredAsync(tenant);
        await (await tenant.Recipient(issued).PostAsync("/v1/tracking/contests", new { kind = "empty_box", statement = "a brick" })).JsonAsync();

        var entries = await tenant.TimelineAsync(issued.Id);
        Assert.Equal(["issued", "attempted", "contested", "dispute_opened"], entries.Select(entry => entry.Text("kind")));
        Assert.Equal(["recipient", "system"], entries[2..].Select(entry => entry["actor"]!["role"]!.GetValue<string>()));
        var id = Assert.Single(await tenant.Support.ListAsync($"delivery_id={issued.Id}"));
        Assert.Equal(id, entries[2]["detail"]!["dispute_id"]!.GetValue<Guid>());
        var dispute = (await tenant.Support.DisputeAsync(id))["dispute"]!.AsObject();
        Assert.Equal(("empty_box", "recipient", "a brick", "open"), (dispute.Text("kind"), dispute.Text("opened_by"), dispute.Text("statement"), dispute.Text("state")));
        Assert.Equal(TimeSpan.FromDays(14), dispute["due_at"]!.GetValue<DateTimeOffset>() - dispute["opened_at"]!.GetValue<DateTimeOffset>());
        Assert.Equal(2, await service.Database.ScalarAsync<long>(
            $"""
            select count(*) from deliveryotp.journal j join deliveryotp.disputes d on d.xmin = j.xmin
            where d.id = '{id}' and j.delivery_id = d.delivery_id and j.kind in ('contested', 'dispute_opened')
            """));
    }

    [Fact]
    public async Task Whoever_calls_gets_a_dispute_and_a_repeat_gets_the_same_one()
    {
        var tenant = await service.NewTenantAsync();
        var delivery = (await tenant.IssueAsync(new { seller = new { name = "Example Italia", country = "IT" } })).Id;
        var first = await tenant.Support.OpenAsync(delivery, key: "call-1");
        Assert.Equal(HttpStatusCode.Created, first.StatusCode);
        var body = await first.JsonAsync();
        var id = body["dispute"]!["id"]!.GetValue<Guid>();
        Assert.Equal($"/v1/disputes/{id}", first.Headers.Location!.ToString());
        Assert.Equal(("Example Italia", "FR"), (body["dispute"]!["seller"]!["name"]!.GetValue<string>(), body["dispute"]!["country"]!.GetValue<string>()));

        var again = await tenant.Support.OpenAsync(delivery, key: "call-1");
        Assert.Equal((HttpStatusCode.OK, "true"), (again.StatusCode, Assert.Single(again.Headers.GetValues("Idempotency-Replayed"))));
        Assert.Equal(id, (await again.JsonAsync())["dispute"]!["id"]!.GetValue<Guid>());
        await (await tenant.Support.OpenAsync(delivery, key: "call-1", kind: "wrong_item")).ProblemAsync(422, "idempotency_key_reused");
        var conflict = await (await tenant.Retailer.OpenAsync(delivery)).ProblemAsync(409, "state_conflict");
        Assert.Equal(id, conflict["dispute_id"]!.GetValue<Guid>());
        Assert.Equal(["issued", "dispute_opened"], await tenant.KindsAsync(delivery));
    }

    [Fact]
    public async Task A_contest_while_a_dispute_is_open_joins_it()
    {
        var tenant = await service.NewTenantAsync();
        var issued = await service.DeliveredAsync(tenant);
        var id = await tenant.Support.OpenedAsync(issued.Id);
        await (await tenant.Recipient(issued).PostAsync("/v1/tracking/contests", new { kind = "not_received" })).JsonAsync();
        Assert.Equal([id], await tenant.Support.ListAsync($"delivery_id={issued.Id}"));
        Assert.Equal(id, (await tenant.TimelineAsync(issued.Id))[^1]["detail"]!["dispute_id"]!.GetValue<Guid>());
    }

    [Fact]
    public async Task A_decision_is_final_and_another_dispute_may_follow()
    {
        var tenant = await service.NewTenantAsync();
        var issued = await service.DeliveredAsync(tenant);
        var id = await tenant.Support.OpenedAsync(issued.Id);
        await (await tenant.Support.PostAsync($"/v1/disputes/{id}/notes", new { text = "asked the carrier" })).JsonAsync();
        var decided = await (await tenant.Support.DecideAsync(id, "refund", ["other_evidence"], keptAt: "ticket 4711")).JsonAsync();

        var ruling = decided["dispute"]!["decision"]!.AsObject();
        Assert.Equal(("refund", Case.Reasons, "ticket 4711"), (ruling.Text("outcome"), ruling.Text("reasons"), ruling.Text("evidence_kept_at")));
        Assert.Equal(("support", "other_evidence"), (ruling["decided_by"]!["role"]!.GetValue<string>(), ruling["grounds"]![0]!.GetValue<string>()));
        Assert.Equal("asked the carrier", decided["notes"]![0]!["text"]!.GetValue<string>());
        await (await tenant.Support.DecideAsync(id, "replacement", [])).ProblemAsync(409, "state_conflict");
        await (await tenant.Support.PostAsync($"/v1/disputes/{id}/notes", new { text = "too late" })).ProblemAsync(409, "state_conflict");
        var next = await tenant.Retailer.OpenedAsync(issued.Id);
        Assert.NotEqual(id, next);
        Assert.Equal([next, id], await tenant.Retailer.ListAsync($"delivery_id={issued.Id}"));
        Assert.Equal(
            ["issued", "attempted", "dispute_opened", "dispute_noted", "dispute_decided", "dispute_opened"],
            await tenant.KindsAsync(issued.Id));
    }

    [Fact]
    public async Task Another_retailers_dispute_is_not_there()
    {
        var (own, other) = (await service.NewTenantAsync(), await service.NewTenantAsync());
        var issued = await own.IssueAsync();
        var id = await own.Support.OpenedAsync(issued.Id);
        foreach (var caller in new[] { other.Support, other.Retailer })
        {
            await (await caller.GetAsync($"/v1/disputes/{id}")).ProblemAsync(404, "not_found");
            await (await caller.PostAsync($"/v1/disputes/{id}/notes", new { text = "mine?" })).ProblemAsync(404, "not_found");
            await (await caller.DecideAsync(id, "refund", [])).ProblemAsync(404, "not_found");
            await (await caller.OpenAsync(issued.Id)).ProblemAsync(404, "not_found");
            Assert.Empty(await caller.ListAsync(string.Empty));
        }

        using var courier = await own.CourierAsync();
        foreach (var caller in new[] { courier, own.Recipient(issued) })
        {
            await (await caller.GetAsync($"/v1/disputes/{id}")).ProblemAsync(403, "forbidden");
            await (await caller.DecideAsync(id, "refund", [])).ProblemAsync(403, "forbidden");
        }

        Assert.Equal(["issued", "dispute_opened"], await own.KindsAsync(issued.Id));
    }

    [Fact]
    public async Task Reads_by_support_are_recorded_once_each()
    {
        var tenant = await service.NewTenantAsync();
        var issued = await tenant.IssueAsync();
        var id = await tenant.Support.OpenedAsync(issued.Id);
        await tenant.Support.DisputeAsync(id);
        await tenant.Retailer.DisputeAsync(id);
        await tenant.Support.ListAsync("state=open&kind=not_received&due=week");

        var looks = (await tenant.TimelineAsync(issued.Id)).Where(entry => entry.Text("kind") == "viewed").ToArray();
        Assert.Equal("dispute", Assert.Single(looks)["detail"]!["resource"]!.GetValue<string>());
        Assert.Equal(
            """disputes {"due": ["week"], "kind": ["not_received"], "state": ["open"]} 0""",
            await service.Database.ScalarAsync<string>(
                $"select string_agg(resource || ' ' || filters || ' ' || rows_returned, '|') from deliveryotp.access_log where retailer_id = '{tenant.Id}'"));
    }
}
