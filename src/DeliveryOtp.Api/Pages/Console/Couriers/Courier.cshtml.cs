using DeliveryOtp.Api.Signals;

namespace DeliveryOtp.Api.Pages.Console.Couriers;

/// <summary>How a courier has done. Recorded as one read.</summary>
internal sealed class CourierModel(SubjectPatterns patterns) : ConsolePageModel
{
    public PatternView View { get; private set; } = null!;

    public async Task OnGetAsync(string id, CancellationToken cancel)
    {
        View = PatternView.OfCourier(id, await patterns.FindCourierAsync(Caller.Actor, Caller.Tenant, id, cancel));
        if (View.Pattern is null)
            Response.StatusCode = StatusCodes.Status404NotFound;
    }
}
