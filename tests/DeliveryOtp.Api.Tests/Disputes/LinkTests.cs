using DeliveryOtp.Api.Tests.Fixture;
using DeliveryOtp.Api.Tests.Messages;

namespace DeliveryOtp.Api.Tests.Disputes;

/// <summary>R20: the link goes to the recorded address, and to nobody who asks for it.</summary>
public sealed class LinkTests(MailedService fixture) : IClassFixture<MailedService>
{
    [Fact]
    public async Task R20_the_link_is_mailed_anew_and_no_reply_shows_it()
    {
        var tenant = await fixture.Service.NewTenantAsync();
        var address = MailedService.NewAddress();
        var issued = await MailedService.IssueAsync(tenant, address);
        foreach (var caller in new[] { tenant.Support, tenant.Retailer })
        {
            var reply = (await (await caller.PostAsync($"/v1/deliveries/{issued.Id}/links", new { }, "l-1")).JsonAsync()).ToJsonString();
            Assert.DoesNotContain(issued.Link!, reply, StringComparison.Ordinal);
            Assert.DoesNotContain(address, reply, StringComparison.Ordinal);
        }

        await (await tenant.Support.PostAsync($"/v1/deliveries/{issued.Id}/links", new { }, "l-1")).JsonAsync();
        var mails = await fixture.WaitForAsync(address, 2);
        Assert.All(mails, mail => Assert.StartsWith("Your page for your delivery", mail.Message.Subject, StringComparison.Ordinal));
        Assert.All(mails, mail => Assert.Contains($"{MailedService.PublicUrl}/r#{issued.Link}", mail.Text, StringComparison.Ordinal));
        Assert.DoesNotContain(issued.Code!, mails[0].Everything, StringComparison.Ordinal);
        await fixture.QuietAsync();
        Assert.Equal(2, fixture.Mails.To(address).Count());
        Assert.Equal(["issued", "link_sent", "link_sent"], await tenant.KindsAsync(issued.Id));
    }

    [Fact]
    public async Task A_link_that_can_not_be_sent_is_a_conflict_that_says_why()
    {
        var tenant = await fixture.Service.NewTenantAsync();
        await RefusedAsync(await MailedService.IssueAsync(tenant, email: null), "No e-mail address");
        await RefusedAsync(await MailedService.IssueAsync(tenant, MailedService.NewAddress(), messages: "none"), "No mails are sent");
        var gone = await MailedService.IssueAsync(tenant, MailedService.NewAddress());
        await fixture.Service.Database.RewriteAsync(gone.Id, $"update deliveryotp.deliveries set link_digest = null where id = '{gone.Id}'");
        await RefusedAsync(gone, "can't be made any more");

        async Task RefusedAsync(Issued issued, string why)
        {
            var problem = await (await tenant.Support.PostAsync($"/v1/deliveries/{issued.Id}/links", new { })).ProblemAsync(409, "state_conflict");
            Assert.Contains(why, problem.Text("detail"), StringComparison.Ordinal);
            Assert.Equal(["issued"], await tenant.KindsAsync(issued.Id));
        }
    }

    [Fact]
    public async Task Twenty_times_is_enough_for_any_mailbox()
    {
        var tenant = await fixture.Service.NewTenantAsync();
        var issued = await MailedService.IssueAsync(tenant, MailedService.NewAddress());
        for (var n = 0; n < 20; n++)
            await (await tenant.Support.PostAsync($"/v1/deliveries/{issued.Id}/links", new { })).JsonAsync();
        await (await tenant.Support.PostAsync($"/v1/deliveries/{issued.Id}/links", new { })).ProblemAsync(409, "state_conflict");
    }
}
