using DeliveryOtp.Api.Http.Budgets;
using Microsoft.AspNetCore.Mvc.ApplicationModels;

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
            page.Selectors.Add(Route($"{start}/{{act:regex(^code$)?}}", LinkBudget.Reads));
            page.Selectors.Add(Route($"{start}/{{act:regex(^(reveals|receipts|contests)$)}}", LinkBudget.Taps));
            page.Selectors.Add(Route($"{start}/{{act:regex(^(hides|denials|reports)$)}}", LinkBudget.Stops));
        });

    private static SelectorModel Route(string template, LinkBudget budget)
    {
        var selector = new SelectorModel { AttributeRouteModel = new AttributeRouteModel { Template = template } };
        selector.EndpointMetadata.Add(new LinkBudgetAttribute(budget));
        return selector;
    }
}
