using DeliveryOtp.Api.Pages.Console.Couriers;
using DeliveryOtp.Api.Signals;

namespace DeliveryOtp.Api.Pages.Console.Devices;

/// <summary>How a device has done. Recorded as one read.</summary>
internal sealed class DeviceModel(SubjectPatterns patterns) : ConsolePageModel
{
    public PatternView View { get; private set; } = null!;

    public async Task OnGetAsync(string id, CancellationToken cancel)
    {
        View = PatternView.OfDevice(id, await patterns.FindDeviceAsync(Caller.Actor, Caller.Tenant, id, cancel));
        if (View.Pattern is null)
            Response.StatusCode = StatusCodes.Status404NotFound;
    }
}
