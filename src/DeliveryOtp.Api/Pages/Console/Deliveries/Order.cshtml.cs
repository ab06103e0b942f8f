using DeliveryOtp.Api.Deliveries;
using DeliveryOtp.Api.Http;
using DeliveryOtp.Api.Pages.Console.Search;
using DeliveryOtp.Api.Persistence;
using FluentValidation;
using Microsoft.AspNetCore.Mvc;

namespace DeliveryOtp.Api.Pages.Console.Deliveries;

/// <summary>Where other systems link to by an order's number: its delivery, or the list of several parcels.</summary>
internal sealed class OrderModel(DeliveryQueries deliveries, IValidator<DeliveryQuery> validator, TimeProvider time) : ConsolePageModel
{
    /// <summary>As typed. A slash in it stays escaped on its way here.</summary>
    public string OrderId { get; private set; } = string.Empty;

    /// <summary>Null: there is none of this number.</summary>
    public DeliveryTable? Found { get; private set; }

    public async Task<IActionResult> OnGetAsync(string order)
    {
        OrderId = RequestText.Normalize(order.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase)) ?? string.Empty;
        var query = new DeliveryQuery { OrderId = OrderId };
        if ((await validator.ValidateAsync(query, HttpContext.ReadTime())).IsValid)
        {
            var page = await deliveries.ListAsync(Caller.Actor, Caller.Tenant, query, HttpContext.ReadTime());
            if (page is { Data: [var only], NextCursor: null })
                return Redirect($"/console/deliveries/{only.Id}");
            Found = page.Data.Count > 0 ? new(page, time.Now()) : null;
        }

        if (Found is null)
            Response.StatusCode = StatusCodes.Status404NotFound;
        return Page();
    }
}
