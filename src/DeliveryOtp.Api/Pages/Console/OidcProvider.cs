using System.Security.Claims;
using DeliveryOtp.Api.Http;
using DeliveryOtp.Api.Persistence;
using DeliveryOtp.Domain;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace DeliveryOtp.Api.Pages.Console;

/// <summary>
/// Sign-in by the organisation's own provider (OpenID Connect, code flow with PKCE). The provider is configured as everywhere in
/// ASP.NET Core, under <c>Authentication:Schemes:OpenIdConnect</c> (Authority, ClientId, ClientSecret, Scope, …); what its
/// claims mean here under <see cref="ProviderOptions.Section"/>.
/// </summary>
internal static class OidcProvider
{
    public const string Scheme = OpenIdConnectDefaults.AuthenticationScheme;

    private const int MaxNameLength = 200;

    private const string Refused = "/console/sign-in/refused";
    private const string Failed = "/console/sign-in?provider=failed";

    public static void AddProvider(this AuthenticationBuilder authentication, IConfiguration configuration)
    {
        authentication.Services.AddOptions<ProviderOptions>()
            .BindConfiguration(ProviderOptions.Section)
            .Configure(options => options.IsConfigured = IsConfigured(configuration))
            .Validate(
                options => !options.IsConfigured || options.RetailerId is null != options.RetailerClaim is null,
                "Set either DeliveryOtp__Console__Provider__RetailerId or …__RetailerClaim: for whom do the provider's people work?")
            .ValidateOnStart();
        if (IsConfigured(configuration))
            authentication.AddOpenIdConnect(Scheme, Configure);
    }

    private static bool IsConfigured(IConfiguration configuration) =>
        configuration[$"Authentication:Schemes:{Scheme}:Authority"] is { Length: > 0 };

    private static void Configure(OpenIdConnectOptions options)
    {
        options.SignInScheme = ConsoleAccess.Scheme;
        options.CallbackPath = "/console/sign-in/oidc/callback";
        options.ResponseType = OpenIdConnectResponseType.Code;

        // By address and not by form: a form from elsewhere would come without the cookies that prove where it began.
        options.ResponseMode = OpenIdConnectResponseMode.Query;
        options.CorrelationCookie.SameSite = SameSiteMode.Lax;
        options.NonceCookie.SameSite = SameSiteMode.Lax;
        options.MapInboundClaims = false;
        options.SaveTokens = false;
        options.Events.OnTokenValidated = AdmitAsync;
        options.Events.OnRemoteFailure = context =>
        {
            context.Response.Redirect(Failed);
            context.HandleResponse();
            return Task.CompletedTask;
        };
    }

    /// <summary>The person gets a ticket of the console, or a page that says what is missing.</summary>
    private static async Task AdmitAsync(TokenValidatedContext context)
    {
        var services = context.HttpContext.RequestServices;
        var options = services.GetRequiredService<IOptions<ProviderOptions>>().Value;
        var person = context.Principal!;
        if (person.FindFirstValue("sub") is not { } subject || !options.IsSupport(person) || options.RetailerOf(person) is not { } retailer)
        {
            context.Response.Redirect(Refused);
            context.HandleResponse();
            return;
        }

        var name = RequestText.Cut(person.FindFirstValue("name") ?? person.FindFirstValue("email") ?? subject, MaxNameLength);
        context.Principal = ConsoleTickets.OfPerson(subject, retailer, name);
        await services.GetRequiredService<ActorNames>().RememberAsync(retailer, ConsoleTickets.ActorIdOf(subject), name, context.HttpContext.RequestAborted);
        services.GetRequiredService<ConsoleTickets>().Begin(context.Properties!);
    }
}

/// <summary>What a provider's claims mean here.</summary>
public sealed class ProviderOptions
{
    public const string Section = "DeliveryOtp:Console:Provider";

    /// <summary>As the link calls it: "Sign in with …".</summary>
    public string Name { get; init; } = "your organisation";

    /// <summary>The claim that lists what a person may do.</summary>
    public string RoleClaim { get; init; } = "roles";

    /// <summary>Its value for support staff.</summary>
    public string SupportRole { get; init; } = "deliveryotp-support";

    /// <summary>The claim that names the retailer by its id, where the provider serves several.</summary>
    public string? RetailerClaim { get; init; }

    /// <summary>The retailer, where the provider serves one.</summary>
    public Guid? RetailerId { get; init; }

    internal bool IsConfigured { get; set; }

    internal bool IsSupport(ClaimsPrincipal person) => person.HasClaim(RoleClaim, SupportRole);

    internal RetailerId? RetailerOf(ClaimsPrincipal person)
    {
        if (RetailerId is { } only)
            return new RetailerId(only);
        return Guid.TryParse(person.FindFirstValue(RetailerClaim!), out var named) ? new RetailerId(named) : null;
    }
}
