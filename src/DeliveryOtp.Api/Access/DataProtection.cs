using DeliveryOtp.Api.Persistence;
using DeliveryOtp.Domain.Codes;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;

namespace DeliveryOtp.Api.Access;

/// <summary>
/// The keys of cookies and forms: in the database, so that every replica has them and a restart ends nobody's session, and
/// encrypted there under the operator's newest code key, so that who reads the database can't sign in as support.
/// </summary>
internal static class DataProtection
{
    public static IServiceCollection AddSharedDataProtection(this IServiceCollection services)
    {
        services.AddDataProtection()
            .SetApplicationName("deliveryotp")
            .PersistKeysToDbContext<DeliveryOtpDbContext>();
        services.AddOptions<KeyManagementOptions>()
            .Configure<CodeKeyRing>((options, ring) => options.XmlEncryptor = new CodeKeyXmlEncryptor(ring));
        return services;
    }

    /// <summary>
    /// The framework would read the keys at the start, when there may be no schema yet; the first sign-in reads them as well. To be
    /// called after all that may ask for data protection, since each of it brings the reading along.
    /// </summary>
    public static IServiceCollection ReadKeysWhenNeeded(this IServiceCollection services)
    {
        foreach (var early in services.Where(IsEarlyReader).ToArray())
            services.Remove(early);
        return services;
    }

    private static bool IsEarlyReader(ServiceDescriptor service) => service.ServiceType == typeof(IHostedService)
        && service.ImplementationType?.Assembly == typeof(KeyManagementOptions).Assembly;
}
