using DeliveryOtp.Api.Tests.Fixture;

namespace DeliveryOtp.Api.Tests.Disputes;

/// <summary>What support does for somebody who calls.</summary>
public sealed class CaseTests(Service service) : IClassFixture<Service>
{
    [Fact]
    public async Task A_note_is_in_the_journal_with_who_wrote_it_and_a_repeat_adds_none()
    {
        var tenant = await service.NewTenantAsync();
        var issued = await tenant.IssueAsync();
        var first = await (await tenant.Support.PostAsync($"/v1/deliveries/{issued.Id}/notes", new { text = "called twice" }, "n-1")).JsonAsync();
        var again = await tenant.Support.PostAsync($"/v1/deliveries/{issued.Id}/notes", new { text = "called twice" }, "n-1");
        Assert.Equal("true", Assert.Single(again.Headers.GetValues("Idempotency-Replayed")));
        Assert.Equal(first.ToJsonString(), (await again.JsonAsync()).ToJsonString());

        var note = (await tenant.TimelineAsync(issued.Id))[^1];
        Assert.Equal(("noted", "called twice", "support"), (note.Text("kind"), note["detail"]!["text"]!.GetValue<string>(), note["actor"]!["role"]!.GetValue<string>()));
        Assert.Equal(["issued", "noted"], await tenant.KindsAsync(issued.Id));
        var page = await (await tenant.Recipient(issued).GetAsync("/v1/tracking")).JsonAsync();
        Assert.DoesNotContain("noted", page.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task R19_support_contests_in_the_recipients_name_with_its_reason_in_the_journal()
    {
        var tenant = await service.NewTenantAsync();
        var issued = await service.DeliveredAsync(tenant);
        var body = new { kind = "not_received", statement = "Nobody rang.", reason = "She called and has no smartphone." };
        var reply = await (await tenant.Support.PostAsync($"/v1/deliveries/{issued.Id}/contests", body, "c-1")).JsonAsync();
        Assert.Equal(("contested", "contested"), (reply.Text("kind"), reply.Text("delivery_status")));
        Assert.Equal([reply["dispute_id"]!.GetValue<Guid>()], await tenant.Support.ListAsync($"delivery_id={issued.Id}"));
        var again = await (await tenant.Support.PostAsync($"/v1/deliveries/{issued.Id}/contests", body, "c-1")).JsonAsync();
        Assert.Equal(reply.ToJsonString(), again.ToJsonString());

        var contested = (await tenant.TimelineAsync(issued.Id))[2];
        Assert.Equal(("support", body.reason), (contested["actor"]!["role"]!.GetValue<string>(), contested["detail"]!["reason"]!.GetValue<string>()));
        await (await tenant.Support.PostAsync($"/v1/deliveries/{issued.Id}/contests", body)).ProblemAsync(409, "state_conflict");
        await (await tenant.Retailer.PostAsync($"/v1/deliveries/{issued.Id}/contests", body)).ProblemAsync(403, "forbidden");
    }

    [Fact]
    public async Task R19_support_has_no_more_time_to_contest_than_the_recipient()
    {
        var tenant = await service.NewTenantAsync();
        var issued = await service.DeliveredAsync(tenant, new { policy = new { contest_hours = 1 } });
        service.Clock.Advance(TimeSpan.FromHours(1));
        var body = new { kind = "not_received", reason = "She called a day too late." };
        await (await tenant.Support.PostAsync($"/v1/deliveries/{issued.Id}/contests", body)).ProblemAsync(409, "state_conflict");
        Assert.Equal(["issued", "attempted"], await tenant.KindsAsync(issued.Id));
        await tenant.Support.OpenedAsync(issued.Id);
    }

    [Fact]
    public async Task Without_a_mail_server_no_link_is_sent_and_it_says_so()
    {
        var tenant = await service.NewTenantAsync();
        var issued = await tenant.IssueAsync(new { recipient = new { email = "claire@example.org" }, policy = new { recipient_messages = "email" } });
        var problem = await (await tenant.Support.PostAsync($"/v1/deliveries/{issued.Id}/links", new { })).ProblemAsync(409, "state_conflict");
        Assert.Contains("No mails are sent", problem.Text("detail"), StringComparison.Ordinal);
        Assert.Equal(["issued"], await tenant.KindsAsync(issued.Id));
    }
}
