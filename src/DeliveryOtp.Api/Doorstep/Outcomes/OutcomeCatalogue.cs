using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text.Json;
using DeliveryOtp.Domain;
using DeliveryOtp.Domain.Doorstep;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace DeliveryOtp.Api.Doorstep.Outcomes;

/// <summary>Every outcome in every language, made once: nothing of it changes while the service runs.</summary>
public sealed class OutcomeCatalogue
{
    private readonly FrozenDictionary<string, CataloguePage> _pages;

    public OutcomeCatalogue(IOptions<JsonOptions> json) => _pages = CourierTexts.Languages.ToFrozenDictionary(
        texts => texts.Key,
        texts => Of(texts.Value, json.Value.JsonSerializerOptions),
        StringComparer.Ordinal);

    /// <summary>In a language, or in English.</summary>
    internal CataloguePage In(string? language) => _pages[CourierTexts.For(language).Language];

    internal static OutcomesResponse Of(CourierTexts texts) => new(
        texts.Language,
        [.. Enum.GetValues<AttemptOutcome>().Select(outcome => ItemOf(outcome, texts))],
        [.. Enum.GetValues<ArrivalOutcome>().Select(outcome => ItemOf(outcome, texts))]);

    /// <summary>The tag is of the content, so that replicas of one version agree on it.</summary>
    private static CataloguePage Of(CourierTexts texts, JsonSerializerOptions json)
    {
        var outcomes = Of(texts);
        var digest = SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(outcomes, json));
        return new CataloguePage(outcomes, new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(digest.AsSpan(0, 16))}\""));
    }

    private static AttemptOutcomeItem ItemOf(AttemptOutcome outcome, CourierTexts texts)
    {
        var name = EnumName<AttemptOutcome>.Of(outcome);
        return new(outcome, CourierSteps.UsesTry(outcome), CourierSteps.After(outcome), texts.TitleOf(name), texts.TextOf(name));
    }

    private static ArrivalOutcomeItem ItemOf(ArrivalOutcome outcome, CourierTexts texts)
    {
        var name = EnumName<ArrivalOutcome>.Of(outcome);
        return new(outcome, CourierSteps.After(outcome), texts.TitleOf(name), texts.TextOf(name));
    }
}

/// <summary>All outcomes in one language, and the tag by which a cache knows them.</summary>
internal sealed record CataloguePage(OutcomesResponse Outcomes, EntityTagHeaderValue Tag);
