using DeliveryOtp.Api.Http.Exports;
using DeliveryOtp.Api.Persistence;
using DeliveryOtp.Domain;
using DeliveryOtp.Domain.Deliveries;
using DeliveryOtp.Domain.Doorstep;

namespace DeliveryOtp.Api.Deliveries;

/// <summary>A delivery in CSV.</summary>
internal static class DeliveryColumns
{
    public static readonly CsvColumn<DeliveryResponse>[] All =
    [
        new("id", delivery => delivery.Id.ToString()),
        new("order_id", delivery => CsvCell.Text(delivery.OrderId)),
        new("status", delivery => EnumName<DeliveryStatus>.Of(delivery.Status)),
        new("generation", delivery => CsvCell.Number(delivery.Generation)),
        new("tries_left", delivery => CsvCell.Number(delivery.TriesLeft)),
        new("unlocks", delivery => CsvCell.Number(delivery.Unlocks)),
        new("review", delivery => CsvCell.Flag(delivery.Review)),
        new("signals", delivery => string.Join(' ', delivery.Signals.Keys)),
        new("latitude", delivery => CsvCell.Number(delivery.Destination.Latitude)),
        new("longitude", delivery => CsvCell.Number(delivery.Destination.Longitude)),
        new("country", delivery => CsvCell.Text(delivery.Destination.Country)),
        new("address", delivery => CsvCell.Text(delivery.Destination.Address)),
        new("courier_id", delivery => CsvCell.Text(delivery.CourierId)),
        new("parcel_barcode", delivery => CsvCell.Text(delivery.ParcelBarcode)),
        new("seller_name", delivery => CsvCell.Text(delivery.Seller?.Name)),
        new("seller_country", delivery => CsvCell.Text(delivery.Seller?.Country)),
        new("seller_marketplace", delivery => CsvCell.Text(delivery.Seller?.Marketplace)),
        new("recipient_language", delivery => CsvCell.Text(delivery.Recipient?.Language)),
        new("recipient_email", delivery => CsvCell.Text(delivery.Recipient?.Email)),
        new("recipient_phone", delivery => CsvCell.Text(delivery.Recipient?.Phone)),
        new("expires_at", delivery => CsvCell.Time(delivery.ExpiresAt)),
        new("created_at", delivery => CsvCell.Time(delivery.CreatedAt)),
        new("updated_at", delivery => CsvCell.Time(delivery.UpdatedAt)),
        new("delivered_at", delivery => CsvCell.Time(delivery.DeliveredAt)),
        new("locked_at", delivery => CsvCell.Time(delivery.LockedAt)),
        new("held_reason", delivery => delivery.HeldReason is { } reason ? EnumName<HoldCause>.Of(reason) : null),
        new("way_out", delivery => delivery.WayOut is { } wayOut ? EnumName<WayOut>.Of(wayOut) : null),
        new("metadata", delivery => RowJson.Write(delivery.Metadata)),
    ];
}
