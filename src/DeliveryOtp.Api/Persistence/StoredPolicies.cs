using System.Collections.Concurrent;
using DeliveryOtp.Api.Persistence.Journal;
using DeliveryOtp.Domain.Deliveries;

namespace DeliveryOtp.Api.Persistence;

/// <summary>Policies as they are stored. A retailer's deliveries share one for the most part, so each spelling is parsed once.</summary>
internal static class StoredPolicies
{
    private const int Capacity = 1024;

    private static readonly ConcurrentDictionary<string, DeliveryPolicy> Parsed = new(StringComparer.Ordinal);

    public static string Write(DeliveryPolicy policy) => StoredPolicy.Write(policy);

    public static DeliveryPolicy Read(string json)
    {
        if (Parsed.TryGetValue(json, out var known))
            return known;
        var policy = StoredPolicy.Read(json);
        if (Parsed.Count < Capacity)
            Parsed.TryAdd(json, policy);
        return policy;
    }
}
