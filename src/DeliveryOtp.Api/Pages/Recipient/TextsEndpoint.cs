namespace DeliveryOtp.Api.Pages.Recipient;

/// <summary>
/// The texts of one language for a page that was served in another: the delivery's language is known only once the link in the
/// fragment has been shown.
/// </summary>
internal static class TextsEndpoint
{
    public const string Path = "/r/texts";

    public static void MapRecipientTexts(this IEndpointRouteBuilder app) => app.MapGet(
        $"{Path}/{{language}}.json",
        (string language) => PageTexts.Languages.GetValueOrDefault(language) is { } texts
            ? Results.Text(texts.Json, "application/json")
            : Results.NotFound()).ExcludeFromDescription();
}
