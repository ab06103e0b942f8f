using DeliveryOtp.Api.Tests.Fixture;

namespace DeliveryOtp.Api.Tests.Messages;

/// <summary>Whom a mail must not reach, what must not be in it, and how many are enough.</summary>
public sealed class MessageLimitTests(MailedService fixture) : IClassFixture<MailedService>
{
    private Service Service => fixture.Service;

    [Fact]
    public async Task Whoever_is_not_the_recipient_any_more_learns_that_and_gets_nothing_more()
    {
        var tenant = await Service.NewTenantAsync();
        var courier = await tenant.CourierAsync();
        var (old, present) = (MailedService.NewAddress(), MailedService.NewAddress());
        var issued = await MailedService.IssueAsync(tenant, old);
        var change = new { language = "en", email = present };

        // Written down while the mail server is away, and due when the recipient is another one.
        fixture.Mails.Stop();
        await (await courier.AttemptAsync(issued.Id, issued.WrongCode(), Service.Clock.GetUtcNow())).JsonAsync();
        await Eventually.AsyncTrue(async () => await StatusesAsync(issued, "tries > 0 and last_error is not null") == "waiting");
        var link = Tenant.LinkIn(await (await tenant.Retailer.PutAsync($"/v1/deliveries/{issued.Id}/recipient", change)).JsonAsync());
        await (await courier.AttemptAsync(issued.Id, "000000", Service.Clock.GetUtcNow())).JsonAsync();
        fixture.Mails.Start();
        Service.Clock.Advance(TimeSpan.FromMinutes(1));

        var mails = await fixture.WaitForAsync(present, 1);
        await fixture.QuietAsync();
        var moved = Assert.Single(fixture.Mails.To(old));
        Assert.StartsWith("Your address for this delivery was replaced", moved.Message.Subject, StringComparison.Ordinal);
        foreach (var secret in new[] { link!, issued.Link!, present })
            Assert.DoesNotContain(secret, moved.Everything, StringComparison.Ordinal);
        Assert.Equal(link, Assert.Single(mails).Link);
        Assert.Equal("dropped,sent,sent", await StatusesAsync(issued));
        Assert.Equal(0L, await Service.Database.ScalarAsync<long>("select count(*) from deliveryotp.outgoing_mails where old_address is not null and status <> 'waiting'"));
    }

    /// <summary>The reader is late: what it reads happened to somebody who is not the recipient any more.</summary>
    [Fact]
    public async Task What_happened_before_the_change_is_not_told_to_the_successor()
    {
        var tenant = await Service.NewTenantAsync();
        var courier = await tenant.CourierAsync();
        var (old, present) = (MailedService.NewAddress(), MailedService.NewAddress());
        var issued = await MailedService.IssueAsync(tenant, old);
        var change = new { language = "en", email = present };

        // The reader stands by, since somebody else has its lease.
        await LeaseAsync("gen_random_uuid()");
        await (await courier.AttemptAsync(issued.Id, issued.WrongCode(), Service.Clock.GetUtcNow())).JsonAsync();
        await (await tenant.Retailer.PutAsync($"/v1/deliveries/{issued.Id}/recipient", change)).JsonAsync();
        await LeaseAsync("null");

        await (await courier.AttemptAsync(issued.Id, "no code", Service.Clock.GetUtcNow())).JsonAsync();
        var mails = await fixture.WaitForAsync(present, 1);
        await fixture.QuietAsync();
        Assert.StartsWith("Your address for this delivery was replaced", Assert.Single(fixture.Mails.To(old)).Message.Subject, StringComparison.Ordinal);
        Assert.StartsWith("An attempt to confirm", Assert.Single(mails).Message.Subject, StringComparison.Ordinal);
        Assert.Equal("sent,sent", await StatusesAsync(issued));
    }

    private Task<object?> LeaseAsync(string holder) => Service.Database.ScalarAsync<object>(
        $"update deliveryotp.journal_readers set holder = {holder}, held_until = now() + interval '1 minute' where name = 'messages'");

    [Fact]
    public async Task A_retailers_text_starts_no_header_and_is_no_markup()
    {
        var tenant = await Service.NewTenantAsync();
        var courier = await tenant.CourierAsync();
        var address = MailedService.NewAddress();
        var issued = await MailedService.IssueAsync(
            tenant,
            address,
            orderId: "404 Bcc: injected@example.org <b>body</b>",
            seller: new { name = "Shop X-Injected: yes . <script>alert(1)</script>" });
        await (await tenant.Retailer.PostAsync("/v1/deliveries", new
        {
            order_id = "404\r\nBcc: injected@example.org",
            destination = new { latitude = Tenant.Latitude, longitude = Tenant.Longitude, country = "FR" },
        })).ProblemAsync(400, "validation");
        await (await courier.AttemptAsync(issued.Id, issued.Code!, Service.Clock.GetUtcNow())).JsonAsync();
        var mail = (await fixture.WaitForAsync(address, 1))[0];
        await fixture.QuietAsync();
        Assert.Equal("Delivered: order 404 Bcc: injected@example.org <b>body</b>", mail.Message.Subject);
        Assert.DoesNotContain(mail.Message.Headers, header => header.Field is "Bcc" or "X-Injected");
        Assert.Empty(fixture.Mails.To("injected@example.org"));
        Assert.DoesNotContain("<script>", mail.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>", mail.Html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("claire@example.org\r\nBcc: injected@example.org")]
    [InlineData("claire@example.org, injected@example.org")]
    [InlineData("Claire <claire@example.org>")]
    [InlineData("claire@example@org")]
    [InlineData("claire")]
    [InlineData("@example.org")]
    public async Task What_is_not_one_address_is_refused(string email)
    {
        var tenant = await Service.NewTenantAsync();
        var answer = await tenant.Retailer.PostAsync("/v1/deliveries", new
        {
            order_id = Guid.NewGuid().ToString(),
            destination = new { latitude = Tenant.Latitude, longitude = Tenant.Longitude, country = "FR" },
            recipient = new { email },
        });
        Assert.NotNull((await answer.ProblemAsync(400, "validation"))["errors"]!["$.recipient.email"]);
    }

    [Fact]
    public async Task R18_what_a_stranger_is_refused_is_one_mail_and_silences_no_other()
    {
        var tenant = await Service.NewTenantAsync();
        var courier = await tenant.CourierAsync();
        var stranger = await tenant.CourierAsync("crr-666");
        var address = MailedService.NewAddress();
        var issued = await MailedService.IssueAsync(tenant, address);
        for (var i = 0; i < 25; i++)
            await (await stranger.ArriveAsync(issued.Id, Service.Clock.GetUtcNow(), change: body => body["location"] = null)).JsonAsync();
        await (await courier.ArriveAsync(issued.Id, Service.Clock.GetUtcNow())).JsonAsync();

        await fixture.WaitForAsync(address, 2);
        await fixture.QuietAsync();
        string[] subjects = [.. fixture.Mails.To(address).Select(mail => mail.Message.Subject!)];
        Assert.Equal(2, subjects.Length);
        Assert.StartsWith("Somebody who may not deliver your parcel tried", subjects[0], StringComparison.Ordinal);
        Assert.StartsWith("Is somebody at your door?", subjects[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ten_mails_about_refusals_are_enough_and_the_acceptance_is_told_all_the_same()
    {
        var tenant = await Service.NewTenantAsync();
        var courier = await tenant.CourierAsync();
        var address = MailedService.NewAddress();
        var issued = await MailedService.IssueAsync(tenant, address);
        for (var i = 0; i < 25; i++)
            await (await courier.AttemptAsync(issued.Id, "no code", Service.Clock.GetUtcNow())).JsonAsync();
        await (await courier.AttemptAsync(issued.Id, issued.Code!, Service.Clock.GetUtcNow())).JsonAsync();

        await fixture.WaitForAsync(address, 11);
        await fixture.QuietAsync();
        var mails = fixture.Mails.To(address).ToList();
        Assert.Equal(11, mails.Count);
        Assert.Equal([9], mails.Index().Where(mail => mail.Item.Text.Contains("This is the last message", StringComparison.Ordinal)).Select(mail => mail.Index));
        Assert.StartsWith("Delivered", mails[^1].Message.Subject, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_that_is_stored_opens_a_page_or_names_an_address()
    {
        var tenant = await Service.NewTenantAsync();
        var courier = await tenant.CourierAsync();
        var address = MailedService.NewAddress();
        fixture.Mails.Objects = line => line == "." ? $"554 spam: {MailedService.PublicUrl}/r#{{mail}} to {address}" : null;
        try
        {
            var issued = await MailedService.IssueAsync(tenant, address);
            await (await courier.AttemptAsync(issued.Id, issued.Code!, Service.Clock.GetUtcNow())).JsonAsync();
            await Eventually.AsyncTrue(async () => await StatusesAsync(issued) == "failed");
            var row = await Service.Database.ScalarAsync<string>($"select m::text from deliveryotp.outgoing_mails m where delivery_id = '{issued.Id}'");
            Assert.Contains("554 spam", row, StringComparison.Ordinal);
            Assert.DoesNotContain(issued.Link!, row, StringComparison.Ordinal);
            Assert.DoesNotContain(address, row, StringComparison.Ordinal);
            Assert.DoesNotContain(Service.Log, line => line.Contains(issued.Link!, StringComparison.Ordinal) || line.Contains(address, StringComparison.Ordinal));
        }
        finally
        {
            fixture.Mails.Objects = _ => null;
        }
    }

    private async Task<string?> StatusesAsync(Issued issued, string where = "true") => await Service.Database.ScalarAsync<string>(
        $"select string_agg(status, ',' order by sequence) from deliveryotp.outgoing_mails where delivery_id = '{issued.Id}' and {where}");
}
