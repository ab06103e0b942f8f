using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace DeliveryOtp.Api.Persistence.Migrations
{
    /// <inheritdoc />
    public partial class MetadataAndSearch : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AlterColumn<string>(
                name: "order_id",
                schema: "deliveryotp",
                table: "deliveries",
                type: "text",
                nullable: false,
                collation: "C",
                oldClrType: typeof(string),
                oldType: "text");

            migrationBuilder.AddColumn<byte[]>(
                name: "email_digest",
                schema: "deliveryotp",
                table: "deliveries",
                type: "bytea",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "metadata",
                schema: "deliveryotp",
                table: "deliveries",
                type: "json",
                nullable: true);

            migrationBuilder.AddColumn<byte[]>(
                name: "phone_digest",
                schema: "deliveryotp",
                table: "deliveries",
                type: "bytea",
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "ix_journal_arrivals",
                schema: "deliveryotp",
                table: "journal",
                columns: new[] { "retailer_id", "id" },
                filter: "kind = 'arrived'");

            migrationBuilder.CreateIndex(
                name: "ix_journal_arrivals_courier",
                schema: "deliveryotp",
                table: "journal",
                columns: new[] { "retailer_id", "courier_id", "id" },
                filter: "kind = 'arrived'");

            migrationBuilder.CreateIndex(
                name: "ix_journal_arrivals_device",
                schema: "deliveryotp",
                table: "journal",
                columns: new[] { "retailer_id", "device_id", "id" },
                filter: "kind = 'arrived'");

            migrationBuilder.CreateIndex(
                name: "ix_journal_recorded_at",
                schema: "deliveryotp",
                table: "journal",
                column: "recorded_at")
                .Annotation("Npgsql:IndexMethod", "brin");

            migrationBuilder.CreateIndex(
                name: "ix_deliveries_email",
                schema: "deliveryotp",
                table: "deliveries",
                columns: new[] { "retailer_id", "email_digest", "id" },
                filter: "email_digest is not null");

            migrationBuilder.CreateIndex(
                name: "ix_deliveries_phone",
                schema: "deliveryotp",
                table: "deliveries",
                columns: new[] { "retailer_id", "phone_digest", "id" },
                filter: "phone_digest is not null");

            // As the list of arrivals asks for outcomes, which stand in the detail.
            migrationBuilder.Sql(
                "create index ix_journal_arrivals_outcome on deliveryotp.journal (retailer_id, (detail ->> 'outcome'), id) where kind = 'arrived'");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("drop index deliveryotp.ix_journal_arrivals_outcome");

            migrationBuilder.DropIndex(
                name: "ix_journal_arrivals",
                schema: "deliveryotp",
                table: "journal");

            migrationBuilder.DropIndex(
                name: "ix_journal_arrivals_courier",
                schema: "deliveryotp",
                table: "journal");

            migrationBuilder.DropIndex(
                name: "ix_journal_arrivals_device",
                schema: "deliveryotp",
                table: "journal");

            migrationBuilder.DropIndex(
                name: "ix_journal_recorded_at",
                schema: "deliveryotp",
                table: "journal");

            migrationBuilder.DropIndex(
                name: "ix_deliveries_email",
                schema: "deliveryotp",
                table: "deliveries");

            migrationBuilder.DropIndex(
                name: "ix_deliveries_phone",
                schema: "deliveryotp",
                table: "deliveries");

            migrationBuilder.DropColumn(
                name: "email_digest",
                schema: "deliveryotp",
                table: "deliveries");

            migrationBuilder.DropColumn(
                name: "metadata",
                schema: "deliveryotp",
                table: "deliveries");

            migrationBuilder.DropColumn(
                name: "phone_digest",
                schema: "deliveryotp",
                table: "deliveries");

            migrationBuilder.AlterColumn<string>(
                name: "order_id",
                schema: "deliveryotp",
                table: "deliveries",
                type: "text",
                nullable: false,
                oldClrType: typeof(string),
                oldType: "text",
                oldCollation: "C");
        }
    }
}
