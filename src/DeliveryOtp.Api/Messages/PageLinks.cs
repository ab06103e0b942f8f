using DeliveryOtp.Domain.Codes;
using DeliveryOtp.Domain.Deliveries;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;

namespace DeliveryOtp.Api.Messages;

/// <summary>
/// Where a recipient's page is. There is no request that could tell the service's address, so it is the configured one; only
/// the sandbox, which sends nothing, goes by where it listens.
/// </summary>
internal sealed class PageLinks(CodeKeyRing keys, IOptions<ServiceOptions> options, IServer server)
{
    /// <summary>Null: the delivery is older than links, or its key is gone.</summary>
    public RecipientLink? Find(Delivery delivery) =>
        delivery.LinkDigest is { } digest ? keys.FindLink(delivery.Id, delivery.LinkVersion, digest) : null;

    public string PageOf(RecipientLink link) => link.PageAt(
        options.Value.PublicUrl?.TrimEnd('/') ?? server.Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.First());
}
