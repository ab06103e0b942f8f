using DeliveryOtp.Api.Tests.Fixture;
using DeliveryOtp.Api.Tests.Webhooks;

namespace DeliveryOtp.Api.Tests.Disputes;

public sealed class DisputeWebhookTests(WebhookService hooks) : IClassFixture<WebhookService>
{
    [Fact]
    public async Task A_decision_is_told_without_what_people_wrote()
    {
        var told = await hooks.TellAsync("dispute.decided");
        var issued = await told.Tenant.IssueAsync();
        var id = await told.Tenant.Support.OpenedAsync(issued.Id, "wrong_item");
        await (await told.Tenant.Support.PostAsync($"/v1/disputes/{id}/notes", new { text = "asked the carrier" })).JsonAsync();
        await (await told.Tenant.Support.DecideAsync(id, "replacement", ["other_evidence"], keptAt: "ticket of Claire")).JsonAsync();

        var post = Assert.Single(await told.PostsAsync(1));
        Assert.Equal(("dispute.decided", issued.Id, issued.OrderId), (post.Type, post.DeliveryId!.Value, (string?)post.Data["order_id"]));
        Assert.Equal(
            $$"""{"kind":"wrong_item","grounds":["other_evidence"],"outcome":"replacement","dispute_id":"{{id}}"}""",
            post.Data["detail"]!.ToJsonString());
    }
}
