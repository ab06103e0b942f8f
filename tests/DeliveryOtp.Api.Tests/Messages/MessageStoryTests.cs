using System.Globalization;
using DeliveryOtp.Api.Tests.Fixture;
using DeliveryOtp.Api.Tests.Secrets;

namespace DeliveryOtp.Api.Tests.Messages;

/// <summary>What happens at the door arrives as mail, in the recipient's language and true.</summary>
public sealed class MessageStoryTests(MailedService fixture) : IClassFixture<MailedService>
{
    private Service Service => fixture.Service;

    [Theory]
    [InlineData("en", "GB", "Europe/London", "Is somebody at your door?", "A wrong code was entered", "was refused", "Delivered", "at your door", "away from your address", "Tries left: 2")]
    [InlineData("fr", "FR", "Europe/Paris", "Quelqu’un est-il devant votre porte", "Un code erroné a été saisi", "a été refusée", "Livré", "devant votre porte", "loin de votre adresse", "Essais restants\u00a0: 2")]
    [InlineData("it", "IT", "Europe/Rome", "C’è qualcuno alla tua porta?", "È stato inserito un codice errato", "è stato rifiutato", "Consegnato", "davanti alla tua porta", "lontano dal tuo indirizzo", "Tentativi rimasti: 2")]
    [InlineData("de", "DE", "Europe/Berlin", "Steht jemand vor Ihrer Tür?", "Ein falscher Code wurde eingegeben", "wurde abgelehnt", "Zugestellt", "an Ihrer Tür", "nicht an Ihrer Adresse", "Verbleibende Versuche: 2")]
    [InlineData("es", "ES", "Europe/Madrid", "¿Hay alguien ante su puerta?", "Se ha introducido un código incorrecto", "Se ha rechazado", "Entregado", "ante su puerta", "lejos de su dirección", "Intentos restantes: 2")]
    public async Task The_story_arrives_in_the_recipients_language(
        string language, string country, string zone, string arrival, string wrong, string refused, string delivered, string here, string away, string tries)
    {
        var tenant = await Service.NewTenantAsync();
        var courier = await tenant.CourierAsync();
        var address = MailedService.NewAddress();
        var issued = await MailedService.IssueAsync(tenant, address, language, country, seller: new { name = "Example Italia S.r.l." });
        var now = Service.Clock.GetUtcNow();
        await (await courier.ArriveAsync(issued.Id, now, change: MailedService.At(country))).JsonAsync();
        await (await courier.AttemptAsync(issued.Id, issued.WrongCode(), now, change: MailedService.At(country))).JsonAsync();
        await (await courier.AttemptAsync(issued.Id, issued.Code!, now, change: body => body["location"]!["latitude"] = 49.5)).JsonAsync();
        await (await courier.AttemptAsync(issued.Id, issued.Code!, now, change: MailedService.At(country))).JsonAsync();

        var mails = await fixture.WaitForAsync(address, 4);
        string[] subjects = [arrival, wrong, refused, delivered];
        string[] places = [here, here, away, here];
        var time = TimeZoneInfo.ConvertTime(now, TimeZoneInfo.FindSystemTimeZoneById(zone)).ToString("HH:mm", CultureInfo.InvariantCulture);
        for (var i = 0; i < 4; i++)
        {
            var (message, text) = (mails[i].Message, mails[i].Text);
            Assert.Contains(subjects[i], message.Subject, StringComparison.Ordinal);
            Assert.Contains(issued.OrderId, message.Subject, StringComparison.Ordinal);
            foreach (var part in new[] { text, System.Net.WebUtility.HtmlDecode(mails[i].Html) })
            {
                Assert.Contains($": {places[i]}", part.Replace('\u00a0', ' '), StringComparison.Ordinal);
                Assert.Contains(time, part, StringComparison.Ordinal);
                Assert.Contains("Example Italia S.r.l.", part, StringComparison.Ordinal);
                Assert.Contains($"{MailedService.PublicUrl}/r#{issued.Link}", part, StringComparison.Ordinal);
            }

            Assert.Contains($"<html lang=\"{language}\" dir=\"ltr\">", mails[i].Html, StringComparison.Ordinal);
            Assert.Equal(("auto-generated", language), (message.Headers["Auto-Submitted"], message.Body!.Headers["Content-Language"]));
            Assert.Equal("delivery@example.com", message.From.Mailboxes.Single().Address);
        }

        Assert.Contains(tries, mails[1].Text, StringComparison.Ordinal);
        Assert.Equal(4, mails.DistinctBy(mail => mail.Message.MessageId).Count());
    }

    [Fact]
    public async Task Lock_hold_and_contest_are_told_and_a_hold_in_the_services_words()
    {
        var tenant = await Service.NewTenantAsync();
        var courier = await tenant.CourierAsync();
        var now = Service.Clock.GetUtcNow();
        var (locking, holding, contesting) = (MailedService.NewAddress(), MailedService.NewAddress(), MailedService.NewAddress());

        var locked = await MailedService.IssueAsync(tenant, locking);
        for (var i = 1; i <= 3; i++)
            await (await courier.AttemptAsync(locked.Id, locked.WrongCode(i), now)).JsonAsync();
        var held = await MailedService.IssueAsync(tenant, holding);
        await (await tenant.Retailer.PostAsync($"/v1/deliveries/{held.Id}/holds", new { reason = "Luigi of crr-071 has an accident" })).JsonAsync();
        await (await tenant.Retailer.PostAsync($"/v1/deliveries/{held.Id}/codes", new { })).JsonAsync();
        await (await tenant.Recipient(held).PostAsync("/v1/tracking/reports", new { kind = "left_with_parcel" })).JsonAsync();
        var contested = await MailedService.IssueAsync(tenant, contesting);
        await (await courier.AttemptAsync(contested.Id, contested.Code!, now)).JsonAsync();
        await (await tenant.Recipient(contested).PostAsync("/v1/tracking/contests", new { kind = "not_received" })).JsonAsync();

        Assert.StartsWith("Locked after three wrong codes", (await fixture.WaitForAsync(locking, 3))[2].Message.Subject, StringComparison.Ordinal);
        var holds = await fixture.WaitForAsync(holding, 2);
        Assert.Contains("the seller or its customer service has stopped", holds[0].Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Luigi", holds[0].Everything, StringComparison.Ordinal);
        Assert.Contains("you reported that the courier left", holds[1].Text, StringComparison.Ordinal);
        var contests = await fixture.WaitForAsync(contesting, 2);
        Assert.Contains("I never got it", contests[0].Text, StringComparison.Ordinal);
        Assert.StartsWith("We have recorded your objection", contests[1].Message.Subject, StringComparison.Ordinal);
    }

    [Fact]
    public async Task R2_no_mail_has_the_code_a_guess_the_courier_the_device_or_a_place()
    {
        var tenant = await Service.NewTenantAsync();
        var courier = await tenant.CourierAsync("courier-canary");
        var address = MailedService.NewAddress();
        var issued = await MailedService.IssueAsync(tenant, address, orderId: $"order-{Guid.NewGuid():N}");
        var now = Service.Clock.GetUtcNow();
        await (await courier.ArriveAsync(issued.Id, now)).JsonAsync();
        await (await courier.AttemptAsync(issued.Id, issued.WrongCode(345_678), now)).JsonAsync();
        await (await courier.AttemptAsync(issued.Id, issued.Code!, now, change: body => body["location"]!["latitude"] = 49.51234)).JsonAsync();
        await (await courier.AttemptAsync(issued.Id, issued.Code!, now)).JsonAsync();
        foreach (var mail in await fixture.WaitForAsync(address, 4))
        {
            var everything = mail.Everything;
            foreach (var canary in new[] { "courier-canary", "a3f0c9d2", "Pixel", "Google", "48.85", "2.35", "49.51", "12.5", "cellular", "signal", "outside_geofence" })
                Assert.DoesNotContain(canary, everything, StringComparison.OrdinalIgnoreCase);
            Assert.False(Digits.Holds(everything, issued.Code!), "a mail has the code");
            Assert.False(Digits.Holds(everything, issued.WrongCode(345_678)), "a mail has a guess");
        }
    }

    [Fact]
    public async Task Without_policy_or_address_nothing_is_sent_and_a_language_is_guessed_by_country()
    {
        var tenant = await Service.NewTenantAsync();
        var courier = await tenant.CourierAsync();
        var (silent, guessed, utc) = (MailedService.NewAddress(), MailedService.NewAddress(), MailedService.NewAddress());
        await CauseAsync(await MailedService.IssueAsync(tenant, silent, messages: "none"));
        await CauseAsync(await MailedService.IssueAsync(tenant, email: null));
        await CauseAsync(await MailedService.IssueAsync(tenant, guessed, language: null, country: "IT"), "IT");
        await CauseAsync(await MailedService.IssueAsync(tenant, utc, language: "xx", country: "BR"), "BR");

        Assert.Contains("il tuo ordine", (await fixture.WaitForAsync(guessed, 1))[0].Text, StringComparison.Ordinal);
        Assert.Contains(" UTC\n", (await fixture.WaitForAsync(utc, 1))[0].Text, StringComparison.Ordinal);
        await fixture.QuietAsync();
        Assert.Empty(fixture.Mails.To(silent));
        Assert.Equal(2, await Service.Database.ScalarAsync<long>($"select count(*) from deliveryotp.outgoing_mails where retailer_id = '{tenant.Id}'"));

        async Task CauseAsync(Issued issued, string country = "FR") =>
            await (await courier.ArriveAsync(issued.Id, Service.Clock.GetUtcNow(), change: MailedService.At(country))).JsonAsync();
    }
}
