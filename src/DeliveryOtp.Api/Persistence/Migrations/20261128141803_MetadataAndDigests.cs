using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace DeliveryOtp.Api.Persistence.Migrations
{
    /// <inheritdoc />
    public partial class MetadataAndDigests : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
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
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
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
        }
    }
}
