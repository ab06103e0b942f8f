using System.Text.Encodings.Web;
using System.Text.Unicode;
using DeliveryOtp.Api.Access;
using DeliveryOtp.Api.Pages.Console;
using DeliveryOtp.Api.Pages.Recipient;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ApplicationModels;
using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.Extensions.WebEncoders;

namespace DeliveryOtp.Api.Pages;

/// <summary>The two faces: the recipient's page and the support console.</summary>
internal static class PagesRegistration
{
    /// <summary>Reasons of 4,000 characters, each of which may take nine bytes in a form.</summary>
    private const int MaxFormBytes = 128 * 1024;

    public static IServiceCollection AddPages(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<PageAssets>();
        services.AddProblemPages();
        services.AddRazorPages(options =>
        {
            options.Conventions.AuthorizeFolder("/Console", ConsoleAccess.Policy);
            options.Conventions.AllowAnonymousToFolder("/Console/SignIn");
            options.Conventions.AddFolderApplicationModelConvention("/Console", LargerForms);
            options.Conventions.AddRecipientPages();
        });

        // Words in any language stay words: what must be escaped is escaped all the same.
        services.Configure<WebEncoderOptions>(options => options.TextEncoderSettings = new TextEncoderSettings(UnicodeRanges.All));
        services.AddResponseCompression(options =>
        {
            options.EnableForHttps = true;
            options.MimeTypes = [.. ResponseCompressionDefaults.MimeTypes, "image/svg+xml"];
        });
        return services.AddConsole(configuration).ReadKeysWhenNeeded();
    }

    /// <summary>Only what holds no secret is compressed: the length of what is would tell of it.</summary>
    public static IApplicationBuilder UsePageCompression(this IApplicationBuilder app) => app.UseWhen(
        context => HttpMethods.IsGet(context.Request.Method)
            && (IsBelow(context, PageAssets.Path) || IsBelow(context, "/r")),
        page => page.UseResponseCompression());

    public static void MapPages(this WebApplication app)
    {
        app.MapAssets();
        app.MapSwaggerScript();
        app.MapRecipientTexts();
        app.MapRazorPages();
    }

    private static bool IsBelow(HttpContext context, string path) =>
        context.Request.Path.StartsWithSegments(path, StringComparison.OrdinalIgnoreCase);

    private static void LargerForms(PageApplicationModel page) => page.Filters.Add(new RequestSizeLimitAttribute(MaxFormBytes));
}
