using DeliveryOtp.Api.AuditTrail;
using DeliveryOtp.Api.Pages.Console.Attempts;
using DeliveryOtp.Domain.Places;
using Microsoft.AspNetCore.Http;

namespace DeliveryOtp.Api.Tests.Console;

public sealed class SearchTokensTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 24, 14, 2, 10, TimeSpan.Zero);

    [Theory]
    [InlineData("courier:crr-071 outcome:wrong_code outcome:outside_geofence since:7d", "?courier_id=crr-071&outcome=wrong_code&outcome=outside_geofence&since=7d")]
    [InlineData("order:404-1234567-1234567", "?order_id=404-1234567-1234567")]
    [InlineData("device:a3f0 delivery:01930c5e-8a3f-7000-8000-000000000000", "?device_id=a3f0&delivery_id=01930c5e-8a3f-7000-8000-000000000000")]
    [InlineData("near:48.8566,2.3522/500 place:outside", "?near=48.8566,2.3522&radius_m=500&place=outside")]
    [InlineData("signal:late_acceptance from:2026-11-24T14:00:00Z to:2026-11-25", "?signal=late_acceptance&from=2026-11-24T14:00:00Z&to=2026-11-25")]
    [InlineData("order:DE:12", "?order_id=DE:12")]
    [InlineData("order:\"A 1\" courier:\"say \"\"so\"\"\"", "?order_id=A%201&courier_id=say%20%22so%22")]
    [InlineData("order:<b>&amp;", "?order_id=%3Cb%3E%26amp;")]
    public void Tokens_and_the_form_say_the_same(string tokens, string query)
    {
        var parsed = SearchTokens.Parse(tokens);
        Assert.Empty(parsed.Errors);
        Assert.Null(parsed.Bare);
        var (fromForm, errors) = SearchFilters.Of(new QueryString(query), SearchFilters.Names);
        Assert.Empty(errors);
        Assert.Equal(fromForm.All, parsed.Filters.All);
        Assert.Equal(tokens, SearchTokens.Write(fromForm));
        Assert.Equal(fromForm.All, SearchFilters.Of(new QueryString(parsed.Filters.ToQuery()), SearchFilters.Names).Filters.All);
    }

    [Theory]
    [InlineData("ORDER:1 Since:2h", "order:1 since:2h")]
    [InlineData("outcome:accepted,wrong_code", "outcome:accepted outcome:wrong_code")]
    [InlineData("near:48.8566, 2.3522/1.5km courier:x", "near:48.8566,2.3522/1500 courier:x")]
    [InlineData("near:48.8566,2.3522/250 m", "near:48.8566,2.3522/250")]
    [InlineData("near:48.8566 2.3522", "near:48.8566,2.3522/500")]
    [InlineData("near:33°52'30\"S 151°12'E/20 place:outside", "near:-33.875,151.2/20 place:outside")]
    [InlineData("  48.8566, 2.3522 ", "near:48.8566,2.3522/500")]
    public void Other_spellings_become_the_usual_one(string typed, string tokens)
    {
        var parsed = SearchTokens.Parse(typed);
        Assert.Empty(parsed.Errors);
        Assert.Null(parsed.Bare);
        Assert.Equal(tokens, SearchTokens.Write(parsed.Filters));
        Assert.Equal(parsed.Filters.All, SearchTokens.Parse(tokens).Filters.All);
    }

    [Theory]
    [InlineData("404-1234567-1234567", "404-1234567-1234567")]
    [InlineData(" a  b ", "a b")]
    [InlineData("\"DE:12\"", "DE:12")]
    [InlineData("courier:x 404", "404")]
    [InlineData("12 34", "12 34")]
    public void Text_without_a_name_is_looked_up(string typed, string bare) => Assert.Equal(bare, SearchTokens.Parse(typed).Bare);

    [Theory]
    [InlineData("curier:crr-071", "“curier:” is no filter")]
    [InlineData("DE:12", "“DE:” is no filter")]
    [InlineData("https://example.org/x", "“https:” is no filter")]
    [InlineData("courier:", "is empty")]
    [InlineData("courier:a courier:b", "may be given once")]
    [InlineData("order:\"A 1", "quotation mark")]
    public void What_is_not_understood_is_an_error_in_words(string typed, string sentence) =>
        Assert.Contains(SearchTokens.Parse(typed).Errors, error => error.Sentence.Contains(sentence, StringComparison.Ordinal));

    [Theory]
    [InlineData("?courier=1", "courier")]
    [InlineData("?courier_id=a&courier_id=b", "courier_id")]
    public void An_address_with_what_nobody_knows_is_an_error(string query, string named) =>
        Assert.Equal(named, Assert.Single(SearchFilters.Of(new QueryString(query), SearchFilters.Names).Errors).Name);

    [Fact]
    public void Empty_fields_of_a_form_are_no_filters() =>
        Assert.Empty(SearchFilters.Of(new QueryString("?order_id=&courier_id=+&near=&radius_m=500&cursor=x"), SearchFilters.Names).Filters.All);

    [Fact]
    public void The_last_filter_can_be_dropped()
    {
        var filters = SearchTokens.Parse("courier:x outcome:accepted near:48.8,2.3/50").Filters;
        Assert.Equal("courier:x outcome:accepted", SearchTokens.Write(filters.WithoutLast()));
        Assert.Equal("courier:x", SearchTokens.Write(filters.WithoutLast().WithoutLast()));
        Assert.Equal("", filters.WithoutLast().WithoutLast().WithoutLast().ToQuery());
        Assert.Empty(SearchFilters.None.WithoutLast().All);
    }

    [Fact]
    public void Filters_become_the_query_of_the_audit_trail()
    {
        var query = Read("courier:c outcome:accepted outcome:wrong_code near:48.8,2.3/50 since:2h place:outside to:2026-11-24", out var errors);
        Assert.Empty(errors);
        Assert.Equal("c", query!.CourierId);
        Assert.Equal(["accepted", "wrong_code"], query.Outcome!);
        Assert.Equal(("48.8,2.3", 50), (query.Near, query.RadiusM!.Value));
        Assert.Equal(PlaceVerdict.Outside, query.Place);
        Assert.Equal(("2026-11-24T12:02:10.000Z", "2026-11-24T00:00:00.000Z"), (query.From, query.To));
    }

    [Theory]
    [InlineData("since:today", "2026-11-24T00:00:00.000Z")]
    [InlineData("since:30m", "2026-11-24T13:32:10.000Z")]
    [InlineData("since:2w", "2026-11-10T14:02:10.000Z")]
    [InlineData("from:2026-11-24T14:00", "2026-11-24T14:00:00.000Z")]
    public void Times_are_UTC(string tokens, string from) => Assert.Equal(from, Read(tokens, out _)!.From);

    [Theory]
    [InlineData("outcome:wrong", "outcome")]
    [InlineData("signal:bad", "signal")]
    [InlineData("place:inside", "place")]
    [InlineData("delivery:1", "delivery_id")]
    [InlineData("since:yesterday", "since")]
    [InlineData("since:99999d", "since")]
    [InlineData("since:2h from:2026-11-24", "since")]
    [InlineData("from:now", "from")]
    [InlineData("near:here", "near")]
    [InlineData("near:48.8,2.3/far", "radius_m")]
    [InlineData("near:48.8,2.3/50001", "radius_m")]
    [InlineData("order:a\u202eb", "order_id")]
    public void A_value_that_cant_be_is_an_error_at_its_filter(string tokens, string named)
    {
        Assert.Null(Read(tokens, out var errors));
        Assert.Equal(named, Assert.Single(errors).Name);
    }

    private static AttemptQuery? Read(string tokens, out IReadOnlyList<SearchError> errors)
    {
        (var query, errors) = AttemptSearch.Read(SearchTokens.Parse(tokens).Filters, cursor: null, Now, new AttemptQueryValidator());
        return query;
    }
}
