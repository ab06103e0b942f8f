using DeliveryOtp.Api.Recipients;
using Microsoft.AspNetCore.Mvc.ApplicationModels;
using Microsoft.AspNetCore.RateLimiting;

namespace DeliveryOtp.Api.Pages.Recipient;

/// <summary>
/// The page without scripts has an address for each tap, so that each is in the budget that it has in the contract: reads, taps,
/// and none for what stops the code (R21).
/// </summary>
internal static class RecipientPages
{
    public static void AddRecipientPages(this PageConventionCollection conventions) => conventions.AddPageRouteModelConvention(
        "/Recipient/Plain",
        page =>
        {
            var start = PlainLink.Path[1..];
            page.Selectors.Clear();
            page.Selectors.Add(Route($"{start}/{{act:regex(^code$)?}}", RecipientRateLimit.Reads));
            page.Selectors.Add(Route($"{start}/{{act:regex(^(reveals|receipts|contests)$)}}", RecipientRateLimit.Taps));
            page.Selectors.Add(Route($"{start}/{{act:regex(^(hides|denials|reports)$)}}", budget: null));
        });

    private static SelectorModel Route(string template, string? budget)
    {
        var selector = new SelectorModel { AttributeRouteModel = new AttributeRouteModel { Template = template } };
        if (budget is not null)
            selector.EndpointMetadata.Add(new EnableRateLimitingAttribute(budget));
        return selector;
    }
}
