using DeliveryOtp.Api;
using DeliveryOtp.Api.Persistence;
using DeliveryOtp.Domain.Codes;
using Microsoft.Extensions.Configuration;

namespace DeliveryOtp.Cli;

/// <summary>The code keys, as the service reads them from its variables.</summary>
internal static class CodeKeySettings
{
    /// <summary>Null: none is set.</summary>
    /// <exception cref="DatabaseSettingException">What is set is no key.</exception>
    public static CodeKeyRing? Read()
    {
        var options = new ConfigurationBuilder().AddEnvironmentVariables().Build().GetSection(ServiceOptions.Section).Get<ServiceOptions>();
        if (options is not { CodeKeys.Count: > 0 })
            return null;
        return options.FindKeyRing() ?? throw new DatabaseSettingException(
            $"Set DeliveryOtp__CodeKeys as the service has them: each with an Id, and a Secret of {CodeKey.MinimumSecretBytes} characters or more.");
    }
}
