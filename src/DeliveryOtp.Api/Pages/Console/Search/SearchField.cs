using DeliveryOtp.Api.Pages.Console.Attempts;
using Microsoft.AspNetCore.Mvc.ViewFeatures;

namespace DeliveryOtp.Api.Pages.Console.Search;

/// <summary>What the search field on top of a screen says, and what is wrong with it.</summary>
/// <param name="Text">As typed, or the tokens of the filters that the screen shows.</param>
/// <param name="Errors">Sentences.</param>
internal sealed record SearchField(string Text, IReadOnlyList<string> Errors)
{
    private const string Key = "Search";

    public static SearchField Of(ViewDataDictionary data) => data[Key] as SearchField ?? new(string.Empty, []);

    /// <summary>For the layout.</summary>
    public static void Show(ViewDataDictionary data, string text, IEnumerable<SearchError> errors) =>
        data[Key] = new SearchField(text, [.. errors.Select(Say)]);

    /// <summary>A sentence, with the token that it is about: <c>courier: may be given once.</c></summary>
    public static string Say(SearchError error)
    {
        var sentence = ShownText.Plain(error.Name is null ? error.Sentence : $"{SearchTokens.TokenOf(error.Name)}: {error.Sentence}");
        return sentence.EndsWith('.') || sentence.EndsWith('?') ? sentence : $"{sentence}.";
    }
}
