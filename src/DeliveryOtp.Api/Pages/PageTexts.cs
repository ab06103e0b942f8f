using System.Collections.Frozen;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using DeliveryOtp.Api.Messages;
using DeliveryOtp.Domain.Deliveries;
using Microsoft.Net.Http.Headers;

namespace DeliveryOtp.Api.Pages;

/// <summary>
/// The texts of the recipient's page in one language: <c>Pages/Texts/fr.json</c> and its like. What the mails say in the same
/// words is read from theirs.
/// </summary>
internal sealed class PageTexts
{
    private const string Fallback = "en";

    /// <summary>Scripts have no use for these.</summary>
    private const string WithoutScripts = "plain.";

    /// <summary>These are in the page already, each at its place.</summary>
    private static readonly string[] InPlace =
        ["language", "habit.", "stop.help", "print", "contest.wrong_item", "contest.empty_box", "contest.statement", "contest.send", "contest.back"];

    /// <summary>Of the mails' texts; of those under <c>refused.</c> and <c>held.</c> only what names a reason.</summary>
    private static readonly string[] Shared =
        ["page.open", "fact.place", "fact.tries", "contested.advice", "moment", "first_day", "place.", "month.", "refused.", "held."];

    private static readonly string[] OfMailsOnly = [".subject", ".lead", ".advice"];

    /// <summary>For a script element of JSON: nothing in it can end the element, and letters stay letters.</summary>
    private static readonly JsonSerializerOptions Embeddable = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    private readonly FrozenDictionary<string, string> _texts;
    private readonly MessageTexts _mails;

    private PageTexts(MessageTexts mails, IReadOnlyDictionary<string, string> texts)
    {
        _mails = mails;
        _texts = texts.ToFrozenDictionary(StringComparer.Ordinal);
        Json = JsonOf(key => !IsUnder(key, WithoutScripts));
        Embedded = JsonOf(key => !IsUnder(key, WithoutScripts) && !InPlace.Any(start => IsUnder(key, start)));
    }

    public static FrozenDictionary<string, PageTexts> Languages { get; } =
        MessageTexts.Languages.ToFrozenDictionary(mails => mails.Key, mails => Load(mails.Value), StringComparer.Ordinal);

    /// <summary>Each language in its own words, in the order in which the page offers them.</summary>
    public static IReadOnlyList<(string Language, string Name)> Names { get; } =
        [("de", "Deutsch"), ("en", "English"), ("es", "Español"), ("fr", "Français"), ("it", "Italiano")];

    /// <summary>ISO 639-1.</summary>
    public string Language => _mails.Language;

    public IReadOnlyDictionary<string, string> All => _texts;

    /// <summary>For a page that was served in another language.</summary>
    public string Json { get; }

    /// <summary>For a page in this language: what its script has yet to say.</summary>
    public string Embedded { get; }

    public string this[string key] => _texts[key];

    /// <summary>The language that was chosen, else the first of the browser's that there is, else English.</summary>
    /// <param name="chosen">From the query; anything else than one of the five counts as nothing.</param>
    /// <param name="request">With the browser's <c>Accept-Language</c>.</param>
    public static PageTexts For(string? chosen, HttpRequest request) =>
        Languages.GetValueOrDefault(chosen ?? string.Empty)
        ?? AcceptedBy(request).Select(language => Languages.GetValueOrDefault(language)).FirstOrDefault(texts => texts is not null)
        ?? Languages[Fallback];

    /// <summary>A text with its {placeholders} filled.</summary>
    public string Fill(string key, params (string Name, string Value)[] facts) => MessageTexts.FillIn(_texts[key], facts);

    public string Moment(DateTimeOffset at, TimeZoneInfo zone) => _mails.Moment(at, zone);

    private static IEnumerable<string> AcceptedBy(HttpRequest request) =>
        StringWithQualityHeaderValue.TryParseList(request.Headers.AcceptLanguage, out var accepted)
            ? accepted.Where(tag => tag.Quality is not 0).OrderByDescending(tag => tag.Quality ?? 1)
                .Select(tag => LanguageTag.PrimaryOf(tag.Value.ToString()))
            : [];

    private static PageTexts Load(MessageTexts mails)
    {
        using var file = typeof(PageTexts).Assembly.GetManifestResourceStream($"PageTexts/{mails.Language}.json")!;
        var texts = JsonSerializer.Deserialize<Dictionary<string, string>>(file)!;
        foreach (var (key, text) in mails.All.Where(text => IsShared(text.Key)))
            texts.Add(key, text);
        return new PageTexts(mails, texts);
    }

    private string JsonOf(Func<string, bool> isWanted) => JsonSerializer.Serialize(
        _texts.Where(text => isWanted(text.Key)).OrderBy(text => text.Key, StringComparer.Ordinal).ToDictionary(StringComparer.Ordinal),
        Embeddable);

    private static bool IsUnder(string key, string start) =>
        start.EndsWith('.') ? key.StartsWith(start, StringComparison.Ordinal) : key == start;

    private static bool IsShared(string key) =>
        Shared.Any(start => IsUnder(key, start))
        && !OfMailsOnly.Any(end => key != "contested.advice" && key.EndsWith(end, StringComparison.Ordinal));
}
