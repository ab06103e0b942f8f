using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace DeliveryOtp.Api.Persistence.Migrations
{
    /// <inheritdoc />
    public partial class ParcelsOfAnOrder : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ux_deliveries_live_order",
                schema: "deliveryotp",
                table: "deliveries");

            migrationBuilder.CreateIndex(
                name: "ux_deliveries_live_order",
                schema: "deliveryotp",
                table: "deliveries",
                columns: new[] { "retailer_id", "order_id", "parcel_barcode" },
                unique: true,
                filter: "status in ('pending', 'locked', 'held')")
                .Annotation("Npgsql:NullsDistinct", false);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ux_deliveries_live_order",
                schema: "deliveryotp",
                table: "deliveries");

            migrationBuilder.CreateIndex(
                name: "ux_deliveries_live_order",
                schema: "deliveryotp",
                table: "deliveries",
                columns: new[] { "retailer_id", "order_id" },
                unique: true,
                filter: "status in ('pending', 'locked', 'held')");
        }
    }
}
