using DeliveryOtp.Api.Tests.Fixture;
using DeliveryOtp.Api.Webhooks;
using DeliveryOtp.Domain.Codes;

namespace DeliveryOtp.Api.Tests.Webhooks;

/// <summary>Signatures as Standard Webhooks 1.0 wants them, in the eyes of its own package.</summary>
public sealed class SignatureTests(WebhookService hooks) : IClassFixture<WebhookService>
{
    [Fact]
    public async Task A_post_is_verified_and_one_that_was_tampered_with_is_refused()
    {
        var told = await hooks.TellAsync();
        await told.Tenant.IssueAsync(new { seller = new { name = "Škoda & \"Söhne\" – 東京" } });
        var post = (await told.PostsAsync(1))[0];
        var secret = told.Endpoint.Secret;
        var verdicts = await StandardWebhooks.VerifyAsync(
        [
            (secret, post),
            (secret, post with { Body = post.Body.Replace("delivery.issued", "delivery.locked", StringComparison.Ordinal) }),
            (secret, post with { Id = post.Id + "x" }),
            (secret, post with { Timestamp = "1700000000" }),
            (secret, post with { Signature = "v1," + Convert.ToBase64String(new byte[32]) }),
            ((await hooks.TellAsync()).Endpoint.Secret, post),
        ]);
        Assert.Equal(6, verdicts.Count);
        Assert.Equal("ok", verdicts[0]);
        Assert.All(verdicts.Skip(1), verdict => Assert.StartsWith("refused", verdict, StringComparison.Ordinal));
    }

    [Fact]
    public async Task While_a_secret_rotates_both_verify_and_a_day_later_only_the_new_one_does()
    {
        var told = await hooks.TellAsync();
        var path = $"/v1/webhook-endpoints/{told.Endpoint.Id}";
        var rotated = await (await told.Tenant.Retailer.PostAsync($"{path}/secrets", new { })).JsonAsync();
        var (old, fresh) = (told.Endpoint.Secret, rotated.Text("secret"));
        await told.Tenant.IssueAsync();
        var both = (await told.PostsAsync(1))[0];
        Assert.Equal(2, both.Signature.Split(' ').Length);
        Assert.Equal(["ok", "ok"], await StandardWebhooks.VerifyAsync([(old, both), (fresh, both)]));
        var tampered = both with { Body = both.Body + " " };
        Assert.All(
            await StandardWebhooks.VerifyAsync([(old, tampered), (fresh, tampered)]),
            verdict => Assert.StartsWith("refused", verdict, StringComparison.Ordinal));

        // A day is over as far as the database knows; the verifier goes by the real time.
        await hooks.Service.Database.ScalarAsync<int>(
            $"with moved as (update deliveryotp.webhook_endpoints set previous_secret_until = now() - interval '1 minute' where id = '{told.Endpoint.Id}' returning 1) select count(*)::int from moved");
        await told.Tenant.IssueAsync();
        var one = (await told.PostsAsync(2))[1];
        Assert.Equal("ok", Assert.Single(await StandardWebhooks.VerifyAsync([(fresh, one)])));
        Assert.StartsWith("refused", Assert.Single(await StandardWebhooks.VerifyAsync([(old, one)])), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_secret_is_shown_once_and_never_stored_in_clear()
    {
        var told = await hooks.TellAsync();
        var key = Convert.FromBase64String(told.Endpoint.Secret["whsec_".Length..]);
        Assert.Equal(32, key.Length);
        Assert.Equal(0L, await hooks.Service.Database.ScalarAsync<long>(
            $"select count(*) from deliveryotp.webhook_endpoints where position('\\x{Convert.ToHexString(key)}'::bytea in secret) > 0"));
        var shown = await (await told.Tenant.Retailer.GetAsync($"/v1/webhook-endpoints/{told.Endpoint.Id}")).Content.ReadAsStringAsync();
        Assert.DoesNotContain("whsec_", shown, StringComparison.Ordinal);
        Assert.DoesNotContain(hooks.Service.Log, line => line.Contains(told.Endpoint.Secret, StringComparison.Ordinal));
    }

    [Fact]
    public void A_sealed_secret_opens_for_its_endpoint_alone_and_with_an_older_key()
    {
        var (old, fresh) = (new CodeKey("old", new byte[32]), new CodeKey("new", [.. Enumerable.Repeat((byte)1, 32)]));
        var (secret, endpoint) = (WebhookSecret.Generate(), Guid.NewGuid());
        var stored = new WebhookSecretBox(new CodeKeyRing([old])).Seal(endpoint, secret);
        var rotated = new WebhookSecretBox(new CodeKeyRing([fresh, old]));
        Assert.Equal(secret.Key, rotated.Open(endpoint, "old", stored).Key);
        Assert.ThrowsAny<System.Security.Cryptography.CryptographicException>(() => rotated.Open(Guid.NewGuid(), "old", stored));
        Assert.Throws<UnknownCodeKeyException>(() => new WebhookSecretBox(new CodeKeyRing([fresh])).Open(endpoint, "old", stored));
    }
}
