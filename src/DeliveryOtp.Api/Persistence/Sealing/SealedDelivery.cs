using DeliveryOtp.Api.Persistence.Transactions;
using DeliveryOtp.Domain.Codes;
using DeliveryOtp.Domain.Deliveries;

namespace DeliveryOtp.Api.Persistence.Sealing;

/// <summary>A delivery as its two rows were read: each with what its seal has to be over.</summary>
/// <param name="Delivery">What both say together.</param>
/// <param name="Wide">The row of <c>deliveries</c>.</param>
/// <param name="Narrow">The row of <c>delivery_states</c>; its seal is over the other one's seal as well.</param>
internal sealed record SealedDelivery(Delivery Delivery, SealedRow Wide, SealedRow Narrow)
{
    /// <summary>Whether both are as the service wrote them, and belong together.</summary>
    public bool IsSound(CodeKeyRing ring, RowContent content) =>
        Wide.IsSound(ring) && Narrow.Seal is { } narrow && ring.IsSealOf(narrow, NarrowBeside(Wide.Seal!, content));

    /// <summary>What the narrow row's seal is over while the wide one has this seal.</summary>
    public ReadOnlySpan<byte> NarrowBeside(RowSeal wide, RowContent content)
    {
        content.BeginWith(Narrow.Content).Add(StateColumns.WideSeal, wide);
        return content.Written;
    }
}
