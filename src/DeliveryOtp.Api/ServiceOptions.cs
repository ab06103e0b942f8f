using System.Text;
using DeliveryOtp.Api.Http.Budgets;
using DeliveryOtp.Domain.Codes;
using Microsoft.Extensions.Options;

namespace DeliveryOtp.Api;

/// <summary>What the operator configures under <c>DeliveryOtp</c>.</summary>
public sealed class ServiceOptions
{
    public const string Section = "DeliveryOtp";

    /// <summary>The first admin key, 32 characters or more.</summary>
    public string AdminKey { get; init; } = string.Empty;

    /// <summary>Newest first. To rotate, add a new first one and keep the old until its codes are dead.</summary>
    public IList<CodeKeyOptions> CodeKeys { get; init; } = [];

    /// <summary>
    /// Where recipients reach the service, such as https://track.example.com; for links. Required outside Development, where it is as
    /// the retailer's request reached it: anybody could say so.
    /// </summary>
    public string? PublicUrl { get; init; }

    /// <summary>Where health, metrics and the API's documentation are, 1–65535; not set: see <see cref="Http.ManagementPort"/>.</summary>
    public int? ManagementPort { get; init; }

    /// <summary>How many recipients may watch at once.</summary>
    public TrackingOptions Tracking { get; init; } = new();

    /// <summary>What one caller may ask.</summary>
    public BudgetOptions Budgets { get; init; } = new();

    /// <summary>Null: what is configured is no key, or nothing is.</summary>
    public CodeKeyRing? FindKeyRing() =>
        CodeKeys.Count > 0 && CodeKeys.All(key => !string.IsNullOrWhiteSpace(key.Id) && key.Secret?.Length >= CodeKey.MinimumSecretBytes) ? ToKeyRing() : null;

    public CodeKeyRing ToKeyRing() => new([.. CodeKeys.Select(key => new CodeKey(key.Id, Encoding.UTF8.GetBytes(key.Secret)))]);
}

public sealed class CodeKeyOptions
{
    public required string Id { get; init; }

    /// <summary>32 characters or more, from a CSPRNG.</summary>
    public required string Secret { get; init; }

    public override string ToString() => $"code key {Id}";
}

/// <summary>Bounds on open streams of `GET /v1/tracking/events`, each on one replica.</summary>
public sealed class TrackingOptions
{
    /// <summary>With one link: a page that is open in several tabs, and on the phone as well.</summary>
    public int StreamsOfLink { get; init; } = 5;

    /// <summary>With all links of one retailer.</summary>
    public int StreamsOfRetailer { get; init; } = 1_000;

    /// <summary>In all.</summary>
    public int Streams { get; init; } = 2_000;
}

internal static class ServiceOptionsRegistration
{
    /// <summary>A wrong configuration stops the start, with a sentence that says what to set.</summary>
    public static IServiceCollection AddServiceOptions(this IServiceCollection services)
    {
        services.AddSingleton<IValidateOptions<ServiceOptions>, ServiceOptionsValidation>();
        services.AddOptions<ServiceOptions>().BindConfiguration(ServiceOptions.Section).ValidateOnStart();
        services.AddSingleton(provider => provider.GetRequiredService<IOptions<ServiceOptions>>().Value.ToKeyRing());
        services.AddSingleton(TimeProvider.System);
        return services;
    }

    /// <summary>Before the host starts: it would log a stack trace for what is only a variable that nobody set.</summary>
    /// <exception cref="OptionsValidationException">Or several of them in an <see cref="AggregateException"/>.</exception>
    public static void CheckConfiguration(this WebApplication app) =>
        app.Services.GetRequiredService<IStartupValidator>().Validate();
}
