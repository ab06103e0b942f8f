using System.Reflection;

namespace DeliveryOtp.Api;

/// <summary>Which release this is (semantic versioning; CHANGELOG.md tells what is in it).</summary>
internal static class ServiceVersion
{
    public static readonly string Current =
        typeof(ServiceVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;
}
