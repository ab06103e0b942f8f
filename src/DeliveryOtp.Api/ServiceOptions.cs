using System.ComponentModel.DataAnnotations;
using System.Text;
using DeliveryOtp.Domain.Codes;
using Microsoft.Extensions.Options;

namespace DeliveryOtp.Api;

/// <summary>What the operator configures under <c>DeliveryOtp</c>.</summary>
public sealed class ServiceOptions
{
    public const string Section = "DeliveryOtp";

    /// <summary>The first admin key, 32 characters or more.</summary>
    [Required(ErrorMessage = "Set DeliveryOtp__AdminKey (32 characters or more).")]
    [MinLength(32, ErrorMessage = "DeliveryOtp__AdminKey needs 32 characters or more.")]
    public string AdminKey { get; init; } = string.Empty;

    /// <summary>Newest first. To rotate, add a new first one and keep the old until its codes are dead.</summary>
    [MinLength(1, ErrorMessage = "Set DeliveryOtp__CodeKeys__0__Id and DeliveryOtp__CodeKeys__0__Secret.")]
    public IList<CodeKeyOptions> CodeKeys { get; init; } = [];

    public CodeKeyRing ToKeyRing() => new([.. CodeKeys.Select(key => new CodeKey(key.Id, Encoding.UTF8.GetBytes(key.Secret)))]);
}

public sealed class CodeKeyOptions
{
    public required string Id { get; init; }

    /// <summary>32 characters or more, from a CSPRNG.</summary>
    public required string Secret { get; init; }

    public override string ToString() => $"code key {Id}";
}

internal static class ServiceOptionsRegistration
{
    /// <summary>A wrong configuration stops the start, with a sentence that says what to set.</summary>
    public static IServiceCollection AddServiceOptions(this IServiceCollection services)
    {
        services.AddOptions<ServiceOptions>()
            .BindConfiguration(ServiceOptions.Section)
            .ValidateDataAnnotations()
            .Validate(
                options => options.CodeKeys.All(key => key.Secret?.Length >= CodeKey.MinimumSecretBytes),
                "Each DeliveryOtp__CodeKeys__N__Secret needs 32 characters or more.")
            .ValidateOnStart();
        services.AddSingleton(provider => provider.GetRequiredService<IOptions<ServiceOptions>>().Value.ToKeyRing());
        services.AddSingleton(TimeProvider.System);
        return services;
    }
}
