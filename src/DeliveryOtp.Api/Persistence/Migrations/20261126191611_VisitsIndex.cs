using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace DeliveryOtp.Api.Persistence.Migrations
{
    /// <inheritdoc />
    public partial class VisitsIndex : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_journal_arrived_courier",
                schema: "deliveryotp",
                table: "journal");

            migrationBuilder.DropIndex(
                name: "ix_journal_courier",
                schema: "deliveryotp",
                table: "journal");

            migrationBuilder.CreateIndex(
                name: "ix_journal_visits",
                schema: "deliveryotp",
                table: "journal",
                columns: new[] { "retailer_id", "courier_id", "id" },
                filter: "kind in ('attempted', 'arrived')");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_journal_visits",
                schema: "deliveryotp",
                table: "journal");

            migrationBuilder.CreateIndex(
                name: "ix_journal_arrived_courier",
                schema: "deliveryotp",
                table: "journal",
                columns: new[] { "retailer_id", "courier_id", "id" },
                filter: "kind = 'arrived'");

            migrationBuilder.CreateIndex(
                name: "ix_journal_courier",
                schema: "deliveryotp",
                table: "journal",
                columns: new[] { "retailer_id", "courier_id", "id" },
                filter: "kind = 'attempted'");
        }
    }
}
