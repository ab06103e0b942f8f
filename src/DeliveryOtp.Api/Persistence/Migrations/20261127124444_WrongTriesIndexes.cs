using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace DeliveryOtp.Api.Persistence.Migrations
{
    /// <inheritdoc />
    public partial class WrongTriesIndexes : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_journal_wrong_courier",
                schema: "deliveryotp",
                table: "journal");

            migrationBuilder.DropIndex(
                name: "ix_journal_wrong_device",
                schema: "deliveryotp",
                table: "journal");

            migrationBuilder.CreateIndex(
                name: "ix_journal_wrong_courier",
                schema: "deliveryotp",
                table: "journal",
                columns: new[] { "retailer_id", "courier_id", "id" },
                filter: "outcome = 'wrong_code' and courier_id is not null");

            migrationBuilder.CreateIndex(
                name: "ix_journal_wrong_device",
                schema: "deliveryotp",
                table: "journal",
                columns: new[] { "retailer_id", "device_id", "id" },
                filter: "outcome = 'wrong_code' and device_id is not null");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_journal_wrong_courier",
                schema: "deliveryotp",
                table: "journal");

            migrationBuilder.DropIndex(
                name: "ix_journal_wrong_device",
                schema: "deliveryotp",
                table: "journal");

            migrationBuilder.CreateIndex(
                name: "ix_journal_wrong_courier",
                schema: "deliveryotp",
                table: "journal",
                columns: new[] { "retailer_id", "courier_id", "id" },
                filter: "kind = 'attempted' and outcome = 'wrong_code'");

            migrationBuilder.CreateIndex(
                name: "ix_journal_wrong_device",
                schema: "deliveryotp",
                table: "journal",
                columns: new[] { "retailer_id", "device_id", "id" },
                filter: "kind = 'attempted' and outcome = 'wrong_code'");
        }
    }
}
