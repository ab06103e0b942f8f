using System.Net;
using System.Net.Sockets;

namespace DeliveryOtp.Api.Webhooks;

/// <summary>
/// Whether an address is one of the public internet's: of IPv6 what is global unicast (2000::/3, RFC 4291), of both what IANA's registries of
/// special addresses (RFC 6890) don't name.
/// </summary>
internal static class PublicAddress
{
    /// <summary>The only part of IPv6 that IANA has given out: whatever is made of the rest one day, nobody's webhook is there today.</summary>
    private static readonly IPNetwork GlobalUnicast = IPNetwork.Parse("2000::/3");

    private static readonly IPNetwork[] Special =
    [
        .. new[]
        {
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24",
            "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24",
            "224.0.0.0/4", "240.0.0.0/4",
            "2001::/23", "2001:db8::/32", "3fff::/20",
        }.Select(IPNetwork.Parse),
    ];

    /// <summary>Addresses that hold one of IPv4 and lead to it, and where in them it is: NAT64 and 6to4.</summary>
    private static readonly (IPNetwork Network, int Offset)[] Wrappers =
    [
        (IPNetwork.Parse("64:ff9b::/96"), 12),
        (IPNetwork.Parse("2002::/16"), 2),
    ];

    public static bool Is(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
            return Is(address.MapToIPv4());
        if (address.AddressFamily == AddressFamily.InterNetworkV6)
        {
            foreach (var (network, offset) in Wrappers)
            {
                if (network.Contains(address))
                    return Is(new IPAddress(address.GetAddressBytes().AsSpan(offset, 4)));
            }

            if (!GlobalUnicast.Contains(address))
                return false;
        }

        return !Array.Exists(Special, network => network.Contains(address));
    }
}
