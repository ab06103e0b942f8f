using DeliveryOtp.Domain.Codes;

namespace DeliveryOtp.Api.Pages.Recipient;

/// <summary>
/// Without scripts the link's capability comes in a form. From there it goes to where scripts send it, so that it signs in, is
/// throttled and uses up budgets exactly as theirs does (R20, R21). It is in no address and in no log.
/// </summary>
internal static class PlainLink
{
    public const string Path = "/r/plain";

    /// <summary>The field: the whole link as it was pasted, or its capability alone.</summary>
    public const string Field = "link";

    public static IApplicationBuilder UsePlainLinks(this IApplicationBuilder app) => app.UseWhen(
        context => HttpMethods.IsPost(context.Request.Method) && context.Request.Path.StartsWithSegments(Path, StringComparison.OrdinalIgnoreCase) && context.Request.HasFormContentType,
        page => page.Use(static async (context, next) =>
        {
            var form = await context.Request.ReadFormAsync(context.RequestAborted);
            context.Request.Headers.Authorization = Capability(form[Field].ToString()) is { } capability ? $"Bearer {capability}" : default;
            await next(context);
        }));

    /// <summary>Null: it was cut off, or is something else.</summary>
    public static string? Capability(string pasted)
    {
        var capability = pasted.Trim()[(pasted.Trim().LastIndexOf('#') + 1)..];
        return RecipientLink.TryParse(capability, out _) ? capability : null;
    }
}
