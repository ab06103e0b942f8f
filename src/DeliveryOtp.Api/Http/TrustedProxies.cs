using System.Net;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Options;

namespace DeliveryOtp.Api.Http;

/// <summary>
/// The caller's address is evidence, and bounds failed sign-ins, so a forwarded one counts only from proxies that the
/// operator named.
/// </summary>
internal static class TrustedProxies
{
    private const string Section = "DeliveryOtp:TrustedProxies";

    public static IServiceCollection AddTrustedProxies(this IServiceCollection services)
    {
        services.AddOptions<ForwardedHeadersOptions>().Configure<IConfiguration>(Configure).ValidateOnStart();
        return services;
    }

    private static void Configure(ForwardedHeadersOptions options, IConfiguration configuration)
    {
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        var section = configuration.GetSection(Section);
        string[] proxies = section.Value is { } list
            ? list.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            : section.Get<string[]>() ?? [];
        foreach (var proxy in proxies)
            Add(options, proxy);

        // Two empty lists would mean "trust everybody" to the middleware. Each hop is checked, so their number is free.
        options.ForwardedHeaders = proxies.Length == 0
            ? ForwardedHeaders.None
            : ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
        options.ForwardLimit = null;
    }

    private static void Add(ForwardedHeadersOptions options, string proxy)
    {
        if (System.Net.IPNetwork.TryParse(proxy, out var network))
        {
            options.KnownIPNetworks.Add(network);
            return;
        }

        if (!IPAddress.TryParse(proxy, out var address))
        {
            throw new OptionsValidationException(Options.DefaultName, typeof(ForwardedHeadersOptions), [
                $"DeliveryOtp__TrustedProxies has '{proxy}': write addresses, or networks such as 10.0.0.0/8.",
            ]);
        }

        options.KnownProxies.Add(address);
    }
}
