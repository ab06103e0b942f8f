using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using DeliveryOtp.Api.Tests.Fixture;
using DeliveryOtp.Domain;
using DeliveryOtp.Domain.Doorstep;

namespace DeliveryOtp.Api.Tests.Doorstep;

/// <summary>The catalogue of outcomes, as an app asks for it.</summary>
public sealed class OutcomesHttpTests(Service service) : IClassFixture<Service>
{
    private const string Path = "/v1/outcomes";

    [Fact]
    public async Task Every_outcome_has_words_and_a_next_step()
    {
        var tenant = await service.NewTenantAsync();
        var outcomes = await (await (await tenant.CourierAsync()).GetAsync($"{Path}?language=fr")).JsonAsync();
        Assert.Equal("fr", outcomes.Text("language"));
        Assert.Equal(EnumName<AttemptOutcome>.All, NamesOf(outcomes["attempts"]!));
        Assert.Equal(EnumName<ArrivalOutcome>.All, NamesOf(outcomes["arrivals"]!));
        Assert.Equal(["wrong_code"], NamesOf(outcomes["attempts"]!, item => item["uses_try"]!.GetValue<bool>()));
        var wrong = outcomes["attempts"]!.AsArray().Single(item => item!.AsObject().Text("outcome") == "wrong_code")!.AsObject();
        Assert.Equal(("Code erroné", "enter_code"), (wrong.Text("title"), wrong.Text("next")));
    }

    [Theory]
    [InlineData("", "en")]
    [InlineData("?language=de", "de")]
    [InlineData("?language=fr-CA", "fr")]
    [InlineData("?language=IT", "it")]
    [InlineData("?language=es-419", "es")]
    [InlineData("?language=pl", "en")]
    [InlineData("?language=zh-Hant-TW", "en")]
    public async Task A_language_without_texts_gets_the_English_ones_and_is_told_so(string query, string language)
    {
        var tenant = await service.NewTenantAsync();
        var outcomes = await (await tenant.Retailer.GetAsync(Path + query)).JsonAsync();
        Assert.Equal(language, outcomes.Text("language"));
    }

    [Theory]
    [InlineData("?language=français", "language")]
    [InlineData("?language=fr,en;q=0.5", "language")]
    [InlineData("?language=", "language")]
    [InlineData("?language=fr&language=de", "language")]
    [InlineData("?lang=fr", "lang")]
    public async Task What_is_no_language_is_refused(string query, string member)
    {
        var tenant = await service.NewTenantAsync();
        var problem = await (await tenant.Retailer.GetAsync(Path + query)).ProblemAsync(400, "validation");
        Assert.NotNull(problem["errors"]![member]);
    }

    [Fact]
    public async Task Whoever_asked_may_keep_the_answer_and_asks_whether_it_is_still_good()
    {
        var courier = await (await service.NewTenantAsync()).CourierAsync();
        var first = await courier.GetAsync($"{Path}?language=it");
        Assert.Equal("max-age=3600, private", first.Headers.CacheControl?.ToString());
        var tag = first.Headers.ETag!;

        var again = await AskAsync(courier, "it", tag);
        Assert.Equal((HttpStatusCode.NotModified, tag), (again.StatusCode, again.Headers.ETag));
        Assert.Equal("max-age=3600, private", again.Headers.CacheControl?.ToString());
        Assert.Empty(await again.Content.ReadAsByteArrayAsync());

        // A proxy that compresses makes tags weak; and another language is another content.
        Assert.Equal(HttpStatusCode.NotModified, (await AskAsync(courier, "it", new EntityTagHeaderValue(tag.Tag, isWeak: true))).StatusCode);
        Assert.Equal(HttpStatusCode.NotModified, (await AskAsync(courier, "it", EntityTagHeaderValue.Any)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await AskAsync(courier, "de", tag)).StatusCode);
    }

    [Fact]
    public async Task A_refusal_is_kept_by_nobody()
    {
        var tenant = await service.NewTenantAsync();
        foreach (var response in new[] { await tenant.Retailer.GetAsync($"{Path}?language=1"), await tenant.Support.GetAsync(Path) })
            Assert.Equal("no-store", response.Headers.CacheControl?.ToString());
    }

    private static async Task<HttpResponseMessage> AskAsync(HttpClient client, string language, EntityTagHeaderValue known)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{Path}?language={language}");
        request.Headers.IfNoneMatch.Add(known);
        return await client.SendAsync(request);
    }

    private static IEnumerable<string> NamesOf(JsonNode items, Func<JsonObject, bool>? isWanted = null) => items.AsArray()
        .Select(item => item!.AsObject())
        .Where(item => isWanted?.Invoke(item) ?? true)
        .Select(item => item.Text("outcome"));
}
