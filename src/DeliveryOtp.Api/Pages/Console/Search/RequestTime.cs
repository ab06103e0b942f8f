using Microsoft.AspNetCore.Http.Timeouts;

namespace DeliveryOtp.Api.Pages.Console.Search;

/// <summary>How long a read may take.</summary>
internal static class RequestTime
{
    /// <summary>
    /// Ends with the request's time, and not when its reader types on: what has reached the service is read and recorded, so that
    /// the access log has a row for each search and not for those alone that were waited for.
    /// </summary>
    public static CancellationToken ReadTime(this HttpContext http) =>
        http.Features.Get<IHttpRequestTimeoutFeature>()?.RequestTimeoutToken ?? CancellationToken.None;
}
