using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace DeliveryOtp.Api.Persistence.Migrations
{
    /// <summary>
    /// Indexes for finding deliveries and arrivals. On a table that grows all day each is made while everybody goes on writing, outside of a
    /// transaction: what a run that was cut off has left goes first.
    /// </summary>
    public partial class SearchIndexes : Migration
    {
        private static readonly (string Name, string On)[] Indexes =
        [
            ("ix_journal_arrivals", "journal (retailer_id, id) where kind = 'arrived'"),
            ("ix_journal_arrivals_courier", "journal (retailer_id, courier_id, id) where kind = 'arrived'"),
            ("ix_journal_arrivals_device", "journal (retailer_id, device_id, id) where kind = 'arrived'"),

            // Not in the model: what it is over stands in the detail.
            ("ix_journal_arrivals_outcome", "journal (retailer_id, (detail ->> 'outcome'), id) where kind = 'arrived'"),
            ("ix_journal_recorded_at", "journal using brin (recorded_at)"),
            ("ix_deliveries_email", "deliveries (retailer_id, email_digest, id) where email_digest is not null"),
            ("ix_deliveries_phone", "deliveries (retailer_id, phone_digest, id) where phone_digest is not null"),
            ("ix_deliveries_order_text", "deliveries (retailer_id, order_id text_pattern_ops)"),
        ];

        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            foreach (var (name, on) in Indexes)
                Make(migrationBuilder, name, on);
            Drop(migrationBuilder, "ix_deliveries_order");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            Make(migrationBuilder, "ix_deliveries_order", "deliveries (retailer_id, order_id)");
            foreach (var (name, _) in Indexes)
                Drop(migrationBuilder, name);
        }

        private static void Make(MigrationBuilder migrationBuilder, string name, string on)
        {
            Drop(migrationBuilder, name);
            migrationBuilder.Sql($"create index concurrently {name} on deliveryotp.{on}", suppressTransaction: true);
        }

        private static void Drop(MigrationBuilder migrationBuilder, string name) =>
            migrationBuilder.Sql($"drop index concurrently if exists deliveryotp.{name}", suppressTransaction: true);
    }
}
