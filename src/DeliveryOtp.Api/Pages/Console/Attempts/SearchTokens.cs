using System.Text;
using DeliveryOtp.Api.Http;

namespace DeliveryOtp.Api.Pages.Console.Attempts;

/// <summary>
/// What the search field says: <c>courier:crr-071 outcome:wrong_code near:48.8566,2.3522/500 since:7d</c>. Text without a name is
/// looked up; a name that there is not is an error, never ignored.
/// </summary>
/// <param name="Filters">What the tokens ask for.</param>
/// <param name="Bare">What stood beside no name; null: nothing.</param>
/// <param name="Errors">What could not be understood.</param>
internal sealed record SearchTokens(SearchFilters Filters, string? Bare, IReadOnlyList<SearchError> Errors)
{
    /// <summary>Token → name in an address.</summary>
    private static readonly (string Token, string Name)[] Names =
    [
        ("order", SearchFilters.Order),
        ("courier", SearchFilters.Courier),
        ("device", SearchFilters.Device),
        ("delivery", SearchFilters.Delivery),
        ("outcome", SearchFilters.Outcome),
        ("signal", SearchFilters.Signal),
        ("near", SearchFilters.Near),
        ("from", SearchFilters.From),
        ("to", SearchFilters.To),
        ("since", SearchFilters.Since),
        ("place", SearchFilters.Place),
    ];

    public static IEnumerable<string> Known => Names.Select(name => $"{name.Token}:");

    /// <summary>The token that says a filter; the filter itself where there is none.</summary>
    public static string TokenOf(string name) => name == SearchFilters.Radius
        ? "near"
        : Names.FirstOrDefault(known => known.Name == name).Token ?? name;

    public static SearchTokens Parse(string text)
    {
        if (PastedPlace.IsOne(text, out var place))
            return new(new SearchFilters(Near(PastedPlace.Format(place), SearchFilters.UsualRadius)), Bare: null, []);

        var (words, isClosed) = SearchWord.Read(text);
        List<SearchFilter> filters = [];
        List<SearchError> errors = isClosed ? [] : [new(Name: null, "A quotation mark is missing at the end.")];
        List<string> bare = [];
        for (var i = 0; i < words.Count; i++)
        {
            if (words[i].Token is not { } token)
            {
                bare.Add(words[i].Text);
            }
            else if (NameOf(token) is not { } name)
            {
                errors.Add(new(Name: null, $"“{token}:” is no filter. There are {string.Join(' ', Known)} To look for text with a colon, put it in quotation marks."));
            }
            else
            {
                List<string> value = [words[i].Text];

                // Places have blanks in them: up to the next token they belong to it.
                while (name == SearchFilters.Near && i + 1 < words.Count && words[i + 1].Token is null)
                    value.Add(words[++i].Text);
                Add(name, string.Join(' ', value), filters, errors);
            }
        }

        return new(new SearchFilters(SearchFilters.WithRadius(filters)), bare.Count > 0 ? RequestText.Normalize(string.Join(' ', bare)) : null, errors);
    }

    public static string Write(SearchFilters filters) => string.Join(' ', filters.All
        .Where(filter => filter.Name != SearchFilters.Radius)
        .Select(filter => filter.Name == SearchFilters.Near
            ? $"near:{SearchWord.Quote(PlaceOf(filter.Value))}/{filters[SearchFilters.Radius]}"
            : $"{TokenOf(filter.Name)}:{SearchWord.Quote(filter.Value)}"));

    private static string PlaceOf(string value) => PastedPlace.TryParse(value, out var place) ? PastedPlace.Format(place) : value;

    private static void Add(string name, string text, List<SearchFilter> filters, List<SearchError> errors)
    {
        if (RequestText.Normalize(text) is not { } value)
            errors.Add(new(name, "is empty"));
        else if (name != SearchFilters.Outcome && filters.Exists(filter => filter.Name == name))
            errors.Add(new(name, "may be given once"));
        else if (name == SearchFilters.Near)
            filters.AddRange(NearOf(value));
        else if (name == SearchFilters.Outcome)
            filters.AddRange(value.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(outcome => new SearchFilter(name, outcome)));
        else
            filters.Add(new(name, value));
    }

    /// <summary>A place, and after a slash how far from it: <c>48.8566,2.3522/500</c>, <c>…/1.5km</c>.</summary>
    private static SearchFilter[] NearOf(string value)
    {
        if (PastedPlace.TryParse(value, out var place))
            return Near(PastedPlace.Format(place), SearchFilters.UsualRadius);
        var slash = value.LastIndexOf('/');
        return slash > 0 && PastedPlace.TryParse(value[..slash], out place)
            ? Near(PastedPlace.Format(place), Metres(value[(slash + 1)..].Trim()))
            : Near(value, SearchFilters.UsualRadius);
    }

    private static string Metres(string text) => text switch
    {
        _ when text.EndsWith("km", StringComparison.OrdinalIgnoreCase) && decimal.TryParse(
            text[..^2],
            System.Globalization.NumberStyles.AllowDecimalPoint | System.Globalization.NumberStyles.AllowTrailingWhite,
            System.Globalization.CultureInfo.InvariantCulture,
            out var kilometres) => (kilometres * 1000).ToString("0.###", System.Globalization.CultureInfo.InvariantCulture),
        _ when text.EndsWith('m') => text[..^1].TrimEnd(),
        _ => text,
    };

    private static SearchFilter[] Near(string place, string radius) => [new(SearchFilters.Near, place), new(SearchFilters.Radius, radius)];

    private static string? NameOf(string token) =>
        Names.FirstOrDefault(known => known.Token.Equals(token, StringComparison.OrdinalIgnoreCase)).Name;
}

/// <summary>A word of the search field: <c>courier:crr-071</c>, or one without a name.</summary>
/// <param name="Token">What stood before the colon; null: there was none, or it was quoted.</param>
/// <param name="Text">The rest, without its quotation marks.</param>
internal sealed record SearchWord(string? Token, string Text)
{
    /// <summary>
    /// The words, and whether every quotation mark has its partner. One opens at the beginning of a text only: in the middle it may
    /// mean seconds of arc. Between two of them, two are one.
    /// </summary>
    public static (IReadOnlyList<SearchWord> Words, bool IsClosed) Read(string text)
    {
        List<SearchWord> words = [];
        var word = new StringBuilder();
        string? token = null;
        var (isQuoted, wasQuoted) = (false, false);
        for (var i = 0; i < text.Length; i++)
        {
            var character = text[i];
            if (character == '"' && isQuoted && i + 1 < text.Length && text[i + 1] == '"')
            {
                word.Append(text[i++]);
            }
            else if (character == '"' && (isQuoted || (word.Length == 0 && !wasQuoted)))
            {
                (isQuoted, wasQuoted) = (!isQuoted, true);
            }
            else if (!isQuoted && char.IsWhiteSpace(character))
            {
                End();
            }
            else if (character == ':' && !wasQuoted && token is null && IsName(word))
            {
                token = word.ToString();
                word.Clear();
            }
            else
            {
                word.Append(character);
            }
        }

        End();
        return (words, !isQuoted);

        void End()
        {
            if (word.Length > 0 || token is not null || wasQuoted)
                words.Add(new(token, word.ToString()));
            word.Clear();
            (token, wasQuoted) = (null, false);
        }
    }

    public static string Quote(string text) => text.Length == 0 || text.Any(character => character == '"' || char.IsWhiteSpace(character))
        ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\""
        : text;

    private static bool IsName(StringBuilder word)
    {
        if (word.Length == 0)
            return false;
        for (var i = 0; i < word.Length; i++)
        {
            if (!char.IsAsciiLetter(word[i]) && word[i] != '_')
                return false;
        }

        return true;
    }
}
